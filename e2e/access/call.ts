import superjson from "superjson";
import type { ProcedureEntry } from "./entries";
import { callersOrg, type RouteInput } from "./route-samples";

/** What came back: everything that a reader could see. */
export type Reply = { status: number; code: string | null; text: string; headers: string };

/** Who calls: the session's cookie, and the organisation that the call names. */
export type Caller = { cookie: string; org: string };

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response> | Response;

const origin = "http://localhost";

/** Calls a procedure through its route, as a browser does. `org` goes into the header, for a stream into the address. */
export async function callProcedure(
  handler: (request: Request) => Promise<Response>,
  entry: Pick<ProcedureEntry, "name" | "kind">,
  from: Caller,
  input: unknown,
): Promise<Reply> {
  const url = new URL(`/api/trpc/${entry.name}`, origin);
  const headers = new Headers({ cookie: from.cookie });
  const body = JSON.stringify(superjson.serialize(input));
  if (entry.kind !== "mutation" && input !== undefined) url.searchParams.set("input", body);
  if (entry.kind === "subscription") {
    headers.set("accept", "text/event-stream");
    url.searchParams.set("connectionParams", JSON.stringify({ org: from.org }));
  } else headers.set("x-org", from.org);
  if (entry.kind === "mutation") headers.set("content-type", "application/json");
  const request = new Request(url, {
    method: entry.kind === "mutation" ? "POST" : "GET",
    headers,
    ...(entry.kind === "mutation" ? { body: input === undefined ? "" : body } : {}),
  });
  return readReply(await handler(request));
}

/** Calls a route handler as its framework does. */
export async function callRoute(handler: Handler, name: string, from: Caller, input: RouteInput): Promise<Reply> {
  const [method = "", pattern = ""] = name.split(" ");
  const params: Record<string, string> = { ...(pattern.includes("[org]") ? { org: from.org } : {}), ...input.params };
  const path = pattern.replaceAll(/\[(\w+)\]/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
  const url = new URL(path, origin);
  for (const [key, value] of Object.entries(input.query ?? {}))
    url.searchParams.set(key, value === callersOrg ? from.org : value);
  const headers = new Headers({ cookie: from.cookie, "x-org": from.org, origin });
  if (input.body !== undefined) headers.set("content-type", "application/json");
  const request = new Request(url, {
    method,
    headers,
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  });
  return readReply(await handler(request, { params: Promise.resolve(params) }));
}

/** Reads an answer whole; of a stream that stays open, what comes within a moment. */
export async function readReply(response: Response): Promise<Reply> {
  const text = await readText(response);
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const code = /"code":"([a-z_]+)"/.exec(text)?.[1] ?? null;
  return { status: statusOf(response, text), code, text, headers };
}

/** Ids and times differ between two answers that say the same. */
export function normalized(reply: Reply): string {
  const text = reply.text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
  return `${reply.status} ${reply.code} ${text}`;
}

const streamPatienceMs = 120;

async function readText(response: Response): Promise<string> {
  const isStream = response.headers.get("content-type")?.includes("event-stream") ?? false;
  if (!isStream || response.body === null) return response.text();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const late = Symbol("late");
  let text = "";
  for (;;) {
    const next = await Promise.race([
      reader.read(),
      new Promise<typeof late>((resolve) => setTimeout(() => resolve(late), streamPatienceMs)),
    ]);
    if (next === late || next.done) break;
    text += next.value;
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

/** A stream that began may still bring an error with a status of its own. */
function statusOf(response: Response, text: string): number {
  return Number(/"httpStatus":(\d{3})/.exec(text)?.[1] ?? response.status);
}
