import { readClientError } from "~/lib/client-error";
import type { StreamError } from "../chat-stream.schema";

/** What an error event, or the body of a refused request, says; `internal` for anything else. */
export function readStreamError(text: string): StreamError {
  const { code, details, requestId } = readClientError(parsed(text));
  return { code, details, requestId: requestId ?? "" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
