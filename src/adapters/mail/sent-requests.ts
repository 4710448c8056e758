import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

type Attempt = { left: boolean };

const attempts = new AsyncLocalStorage<Attempt>();
const attemptOf = new WeakMap<object, Attempt>();
let isWatching = false;

/**
 * Runs `work` and says whether any of its HTTP requests left this machine. A library that hides why its
 * request failed leaves open whether the other side may have received it; that decides whether the same
 * thing may be tried for ever.
 */
export async function watchRequests<T>(work: () => Promise<T>): Promise<{ result: T; left: boolean }> {
  watch();
  const attempt: Attempt = { left: false };
  const result = await attempts.run(attempt, work);
  return { result, left: attempt.left };
}

/** Node tells of each request twice: when it is made, in the context of its maker, and when it goes onto the wire. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("undici:request:create", (message) => {
    const attempt = attempts.getStore();
    const request = requestOf(message);
    if (attempt !== undefined && request !== null) attemptOf.set(request, attempt);
  });
  subscribe("undici:client:sendHeaders", (message) => {
    const request = requestOf(message);
    const attempt = request === null ? undefined : attemptOf.get(request);
    if (attempt !== undefined) attempt.left = true;
  });
}

function requestOf(message: unknown): object | null {
  if (typeof message !== "object" || message === null || !("request" in message)) return null;
  return typeof message.request === "object" ? message.request : null;
}
