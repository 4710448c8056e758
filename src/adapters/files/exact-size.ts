import { AppError } from "~/lib/app-error";

/**
 * Passes bytes through and fails as soon as there are more than `max`, or where they end at another number than
 * `exact`: whoever stores them then keeps nothing.
 */
export async function* boundedChunks(
  body: ReadableStream<Uint8Array>,
  bounds: { max: number; exact?: number | undefined },
): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > bounds.max) throw tooLarge(bounds.max);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("upload_cut", "the bytes stopped coming", { cause, details: { received } });
  }
  if (bounds.exact !== undefined && received !== bounds.exact) {
    throw new AppError("upload_cut", `${received} bytes came instead of ${bounds.exact}`, {
      details: { received, expected: bounds.exact },
    });
  }
}

export function tooLarge(allowed: number): AppError {
  return new AppError("file_too_large", `more than ${allowed} bytes`, { details: { allowed } });
}

/** One body for what may be bytes already. */
export function asStream(body: ReadableStream<Uint8Array> | Uint8Array): ReadableStream<Uint8Array> {
  if (!(body instanceof Uint8Array)) return body;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(body);
      controller.close();
    },
  });
}
