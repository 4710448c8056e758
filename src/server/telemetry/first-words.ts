import { currentRequest } from "../request-context";
import { meters } from "./metrics";

/** The first words of an answer can be read: counted from the beginning of the request that asked for it. */
export function noteFirstWords(): void {
  const request = currentRequest();
  if (request !== undefined) meters()?.firstShown((performance.now() - request.startedAt) / 1_000);
}
