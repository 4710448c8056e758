import { isSigned } from "./worker/signature";
import { TICK_HEADER } from "./worker/tick";

type Handler = (request: Request) => Promise<Response>;
type Kept = { status: number; headers: [string, string][]; body: ArrayBuffer };

/** From when an answer was there, however long it took: whoever lost it asks soon afterwards. */
const KEEP_MS = 4 * 60_000;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Answers a request of the worker once. A worker that dies between the end of a step and the keeping of its
 * result is followed by one that asks again, about the same tick: it gets the same answer, or waits for it,
 * and the step does not run twice. Only for requests that are signed; what is not goes to the SDK, which
 * refuses it.
 */
export function answerOnce(handler: Handler, signingKeys: readonly string[]): Handler {
  const answers = new Map<string, { at: number; answer: Promise<Kept>; bytes: number }>();
  let bytes = 0;
  const forget = () => {
    const oldest = Date.now() - KEEP_MS;
    for (const [id, entry] of answers) {
      if (entry.at >= oldest && bytes <= MOST_BYTES) break;
      if (entry.bytes < 0) continue;
      answers.delete(id);
      bytes -= entry.bytes;
    }
  };
  return async (request) => {
    const id = request.headers.get(TICK_HEADER);
    if (request.method !== "POST" || id === null || signingKeys.length === 0) return handler(request);
    const text = await request.text();
    const again = () => new Request(request.url, { method: "POST", headers: request.headers, body: text });
    // The worker sends JSON in its canonical form, so the text itself is what it signed.
    if (!isSigned(text, request.headers.get("x-inngest-signature"), signingKeys)) return handler(again());
    forget();
    let entry = answers.get(id);
    if (entry === undefined) {
      // Not counted until it has ended: what still runs is never forgotten.
      const created = { at: Date.now(), answer: keep(handler(again())), bytes: -1 };
      entry = created;
      answers.set(id, created);
      created.answer.then(
        ({ body }) => {
          created.bytes = body.byteLength;
          bytes += created.bytes;
          // Its time begins now, and it moves behind all whose time began before.
          created.at = Date.now();
          answers.delete(id);
          answers.set(id, created);
        },
        () => answers.delete(id),
      );
    }
    const { status, headers, body } = await entry.answer;
    return new Response(body, { status, headers });
  };
}

async function keep(answer: Promise<Response>): Promise<Kept> {
  const response = await answer;
  return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() };
}
