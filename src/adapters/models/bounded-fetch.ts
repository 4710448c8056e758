/** Largest single event (line) of a stream, and largest answer that is not a stream. */
const MAX_EVENT_BYTES = 2_000_000;
const MAX_BODY_BYTES = 64_000_000;

const NEWLINE = 10;

export type FetchBounds = { maxEventBytes?: number; maxBodyBytes?: number };

/**
 * A `fetch` for model vendors that stops reading an answer whose single event or whole body is larger
 * than any honest one: the parsers behind it keep an event in memory until its end arrives.
 */
export function boundedFetch(bounds: FetchBounds = {}): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const isStream = response.headers.get("content-type")?.includes("event-stream") ?? false;
    const limited = response.body.pipeThrough(
      limitBytes(
        bounds.maxBodyBytes ?? MAX_BODY_BYTES,
        isStream ? (bounds.maxEventBytes ?? MAX_EVENT_BYTES) : Infinity,
      ),
    );
    return new Response(limited, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function limitBytes(maxBodyBytes: number, maxEventBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bodyBytes = 0;
  let lineBytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bodyBytes += chunk.byteLength;
      const firstEnd = chunk.indexOf(NEWLINE);
      const longestHead = lineBytes + (firstEnd < 0 ? chunk.byteLength : firstEnd);
      lineBytes = firstEnd < 0 ? longestHead : chunk.byteLength - 1 - chunk.lastIndexOf(NEWLINE);
      if (bodyBytes > maxBodyBytes || longestHead > maxEventBytes) {
        controller.error(new Error("The provider's answer is larger than allowed"));
        return;
      }
      controller.enqueue(chunk);
    },
  });
}
