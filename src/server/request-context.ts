import { AsyncLocalStorage } from "node:async_hooks";
import type { TraceSpan } from "./telemetry/trace-span";

/** What every line of the log says of the request, or the job, that it belongs to. */
export type RequestIds = {
  requestId: string;
  /** Address of the route with its parts by name, name of the procedure, or of the job. */
  at?: string;
  orgId?: string | undefined;
  userId?: string | undefined;
};

/** What the audit log wants of a request and the log of events does not. */
type RequestSource = {
  /** The network address that it came from. */
  readonly address: string | null;
  /** The superadmin who acts in the member's place. */
  actingSuperadminId?: string;
};

type RequestContext = {
  /** Shared by everything inside the request: known better as the request goes on. */
  readonly ids: RequestIds;
  readonly source: RequestSource;
  /** By `performance.now()`, in milliseconds. */
  readonly startedAt: number;
  /** The innermost open span, where traces are kept. */
  readonly span: TraceSpan | undefined;
};

const shared = globalThis as typeof globalThis & {
  counterpartRequestContext?: AsyncLocalStorage<RequestContext>;
};
// Each route of the application is a bundle with modules of its own; they must see one another's requests.
shared.counterpartRequestContext ??= new AsyncLocalStorage();
const storage = shared.counterpartRequestContext;

/** Everything that `work` does, however late, belongs to this request. Inside the same request it changes nothing. */
export function inRequest<T>(ids: RequestIds, work: () => T, address: string | null = null): T {
  if (storage.getStore()?.ids.requestId === ids.requestId) return work();
  const source = storage.getStore()?.source ?? { address };
  return storage.run({ ids, source, startedAt: performance.now(), span: undefined }, work);
}

/** What `work` begins is a part of the span. */
export function inSpan<T>(span: TraceSpan, work: () => T): T {
  const outer = storage.getStore();
  const ids = outer?.ids ?? { requestId: "" };
  const source = outer?.source ?? { address: null };
  return storage.run({ ids, source, startedAt: outer?.startedAt ?? performance.now(), span }, work);
}

export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** Says who the request comes from, as soon as that is known. */
export function noteWho(who: { userId?: string; orgId?: string | undefined }): void {
  const ids = storage.getStore()?.ids;
  if (ids === undefined) return;
  if (who.userId !== undefined) ids.userId = who.userId;
  if (who.orgId !== undefined) ids.orgId = who.orgId;
}

/** Says that a superadmin acts in the place of the person whom the request speaks for. */
export function noteActing(superadminId: string): void {
  const source = storage.getStore()?.source;
  if (source !== undefined) source.actingSuperadminId = superadminId;
}
