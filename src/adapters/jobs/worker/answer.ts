import { z } from "zod";
import { scrubText } from "~/lib/scrub-text";
import { retryTime } from "./duration";
import { isSigned } from "./signature";

/** What came back from the app over HTTP; `null` when nobody was there to take the request. */
export type HttpAnswer = { status: number; headers: Record<string, string | undefined>; body: string };

export type JobError = { name: string; message: string; stack?: string };

const Op = z.object({
  id: z.string().min(1).max(200),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.looseObject({}).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Op = z.infer<typeof Op>;

/** What an answer means for the tick that asked. */
export type Outcome =
  | { type: "completed"; output: unknown }
  | { type: "steps"; ops: Op[]; retryAt: number | null }
  /** The attempt failed. With `isFinal` there is none after it. */
  | { type: "failed"; error: JobError; isFinal: boolean; retryAt: number | null }
  /** Nobody took the request: it is asked again later and counts as no attempt. */
  | { type: "away"; reason: string };

/**
 * Reads an answer of the serve protocol. Whatever is not one (a page of HTML, JSON cut short, a wrong
 * signature) is a failed attempt that says what came.
 */
export function readAnswer(answer: HttpAnswer, keys: readonly string[], nowMs: number): Outcome {
  const { status, headers, body } = answer;
  const isSdk = headers["x-inngest-sdk"] !== undefined || headers["x-inngest-sdk-handled"] !== undefined;
  if (!isSdk && [502, 503, 504].includes(status)) return { type: "away", reason: `the app answered ${status}` };
  if (status === 401)
    return { type: "away", reason: "the app does not take our signature: is INNGEST_SIGNING_KEY the same for both?" };
  if (!isSdk) return failed(nonsense(status, body, "is not of Inngest's SDK"));
  if (status < 300 && keys.length > 0 && !isSigned(body, headers["x-inngest-signature"], keys, nowMs)) {
    return failed(nonsense(status, body, "is not signed with our key"));
  }
  const json = parse(body);
  if (json === undefined) return failed(nonsense(status, body, "is not JSON"));
  const retryAt = retryTime(headers["retry-after"], nowMs);
  if (status === 200) return { type: "completed", output: json };
  if (status === 206) {
    const ops = z
      .array(Op)
      .min(1)
      .safeParse(Array.isArray(json) ? json : [json]);
    if (!ops.success) return failed(nonsense(status, body, "lists no steps"));
    return { type: "steps", ops: ops.data, retryAt };
  }
  const isFinal =
    headers["x-inngest-no-retry"] === "true" || (status === 400 && headers["x-inngest-no-retry"] !== "false");
  return { type: "failed", error: readError(json), isFinal, retryAt };
}

/**
 * An error as the SDK writes it, or whatever was thrown instead of one. Our own functions tell it without secrets;
 * what came by another way keeps none that looks like one.
 */
export function readError(value: unknown): JobError {
  if (typeof value !== "object" || value === null)
    return { name: "Error", message: scrubText(String(value), [], 2_000) };
  const text = (name: string) => {
    const member: unknown = Reflect.get(value, name);
    return typeof member === "string" && member !== "" ? member : undefined;
  };
  const stack = text("stack");
  return {
    name: text("name") ?? "Error",
    message: scrubText(text("message") ?? text("error") ?? "Unknown error", [], 2_000),
    ...(stack === undefined ? {} : { stack: stack.slice(0, 10_000) }),
  };
}

function failed(error: JobError): Outcome {
  return { type: "failed", error, isFinal: false, retryAt: null };
}

function nonsense(status: number, body: string, what: string): JobError {
  return {
    name: "UnreadableAnswer",
    message: `The app's answer (status ${status}, ${body.length} characters) ${what}: ${scrubText(body.slice(0, 1_000), [], 200)}`,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body === "" ? "null" : body);
  } catch {
    return undefined;
  }
}
