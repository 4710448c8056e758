import type { Backend } from "~/server/context";

/** What asks for the process's backend gets this one, until undefined is given. For code that is not handed one. */
export function useBackend(backend: Backend | undefined): void {
  const shared = globalThis as typeof globalThis & { counterpartBackend?: Backend };
  if (backend === undefined) delete shared.counterpartBackend;
  else shared.counterpartBackend = backend;
}
