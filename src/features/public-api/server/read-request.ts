import type { z } from "zod";
import { readBoundedText } from "~/server/route-handler";
import { CompletionRequest } from "../completion.schema";
import { wrong } from "../prompt-of-messages";
import { maxRequestBytes } from "../v1-routes";

/** The body of a request for an answer. Throws `payload_too_large`, and `bad_input` with the first field that is wrong. */
export async function readCompletionRequest(request: Request): Promise<CompletionRequest> {
  const parsed = CompletionRequest.safeParse(parseJson(await readBoundedText(request, maxRequestBytes)));
  if (parsed.success) return parsed.data;
  const [path, message] = firstIssue(parsed.error.issues);
  throw wrong(path, path === "" ? message : `${path}: ${message}`);
}

const maxIdempotencyKey = 200;

/** What names a request to whoever sends it again; null where the header is not there. Throws `bad_input`. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (key.length === 0 || key.length > maxIdempotencyKey || !/^[\x20-\x7e]+$/.test(key)) {
    throw wrong("Idempotency-Key", `An Idempotency-Key has 1 to ${maxIdempotencyKey} printable characters.`);
  }
  return key;
}

/** Of a choice that fits nowhere, what is wrong with the variant that got furthest. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): [path: string, message: string] {
  const [issue] = issues;
  if (issue === undefined) return ["", "The body does not fit."];
  const path = issue.path.map(String).join(".");
  if (issue.code !== "invalid_union") return [path, issue.message];
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined) return [path, issue.message];
  const [rest, message] = firstIssue([inner]);
  return [[path, rest].filter((part) => part !== "").join("."), message];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong("", "The body is not JSON.");
  }
}
