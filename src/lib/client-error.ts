import { type ErrorCode, type ErrorDetails, isErrorCode } from "./app-error";

/** What a screen can know of a failure: the code to translate, its numbers, an id to quote. */
export type KnownError = {
  code: ErrorCode;
  details: ErrorDetails;
  requestId: string | null;
  /** For wrong input: what is wrong, by field. */
  fields: Record<string, string[]>;
};

/** For what fails before anything was sent. */
export const noConnection: KnownError = { code: "unavailable", details: {}, requestId: null, fields: {} };

/**
 * Reads whatever was thrown: a tRPC error (`data.app`), the body of a route (`{ error: … }`), or
 * anything else, which counts as no connection when the browser's fetch says so, else as internal.
 */
export function readClientError(thrown: unknown): KnownError {
  const carried = child(child(thrown, "data"), "app") ?? child(thrown, "error") ?? thrown;
  const code = child(carried, "code");
  if (isErrorCode(code)) {
    return {
      code,
      details: record(child(carried, "details")),
      requestId: text(child(carried, "requestId")),
      fields: fieldsOf(child(carried, "fields") ?? child(child(carried, "details"), "fields")),
    };
  }
  const offline = thrown instanceof TypeError || child(thrown, "cause") instanceof TypeError;
  return { code: offline ? "unavailable" : "internal", details: {}, requestId: null, fields: {} };
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function record(value: unknown): ErrorDetails {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function fieldsOf(value: unknown): Record<string, string[]> {
  const entries = Object.entries(record(value)).map(([field, problems]) => [
    field,
    (Array.isArray(problems) ? problems : [problems]).filter((problem) => typeof problem === "string"),
  ]);
  return Object.fromEntries(entries);
}
