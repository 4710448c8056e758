import { randomUUID } from "node:crypto";
import { DEMO_MODEL_ID } from "~/adapters/models/demo/demo";
import type { SendInput } from "~/features/chat/chat-stream.schema";

export type Caller = { cookie: string; slug: string; email: string };

/** Signs up over HTTP, as programs do; the session is in the cookie. */
export async function signUp(baseUrl: string): Promise<Caller> {
  const email = `${randomUUID().slice(0, 12)}@faults.example`;
  const response = await post(baseUrl, "/api/auth/sign-up", {
    email,
    password: "correct horse battery",
    organizationName: "Faults",
  });
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { redirectTo }: { redirectTo: string } = await response.json();
  return { cookie, email, slug: redirectTo.split("/")[2] ?? "" };
}

export function post(
  baseUrl: string,
  path: string,
  body: unknown,
  caller?: Caller,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${baseUrl}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(caller && { cookie: caller.cookie, "x-org": caller.slug }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
}

/** A first message in a new conversation. */
export function question(text: string): SendInput {
  return {
    intent: "send",
    conversationId: randomUUID(),
    messageId: randomUUID(),
    answerId: randomUUID(),
    parentId: null,
    text,
    modelId: DEMO_MODEL_ID,
  };
}

/** An answer as a reader got it, up to the moment at which the connection broke, if it did. */
export type Heard = {
  status: number;
  /** Of a refusal. */
  code: string | null;
  text: string;
  events: number;
  isFinished: boolean;
  retryAfter: string | null;
};

/**
 * Sends a message and listens.
 * @param onDelta called after each piece of text, with how many there were.
 */
export async function ask(
  baseUrl: string,
  caller: Caller,
  input: SendInput,
  onDelta?: (count: number) => void,
): Promise<Heard> {
  const heard: Heard = { status: 0, code: null, text: "", events: 0, isFinished: false, retryAfter: null };
  try {
    const response = await post(baseUrl, "/api/chat", input, caller);
    heard.status = response.status;
    heard.retryAfter = response.headers.get("retry-after");
    if (!response.ok) {
      heard.code = codeOf(await response.text());
      return heard;
    }
    await listen(response, heard, onDelta);
  } catch {
    // The server is gone: what was heard is what was heard.
  }
  return heard;
}

/** Reads a running or finished answer again from its beginning. */
export async function replay(baseUrl: string, caller: Caller, answerId: string): Promise<Heard> {
  const heard: Heard = { status: 0, code: null, text: "", events: 0, isFinished: false, retryAfter: null };
  const response = await fetch(`${baseUrl}/api/chat/${answerId}/stream`, {
    headers: { cookie: caller.cookie, "x-org": caller.slug },
    signal: AbortSignal.timeout(60_000),
  });
  heard.status = response.status;
  if (!response.ok) heard.code = codeOf(await response.text());
  else await listen(response, heard);
  return heard;
}

export function codeOf(text: string): string | null {
  return /"code":"([a-z_]+)"/.exec(text)?.[1] ?? null;
}

async function listen(response: Response, heard: Heard, onDelta?: (count: number) => void): Promise<void> {
  if (response.body === null) return;
  let deltas = 0;
  let buffered = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    const lines = buffered.split("\n");
    buffered = lines.pop() ?? "";
    for (const line of lines.filter((one) => one.startsWith("data:"))) {
      heard.events += 1;
      const data = line.slice(5).trim();
      if (data === "[DONE]") heard.isFinished = true;
      else {
        const event: { type?: string; delta?: string; errorText?: string } = JSON.parse(data);
        if (event.type === "error") heard.code = codeOf(event.errorText ?? "");
        if (event.type === "text-delta") {
          heard.text += event.delta ?? "";
          deltas += 1;
          onDelta?.(deltas);
        }
      }
    }
  }
}
