import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type ArrivedMail = {
  to: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  tags?: Record<string, string>;
};

/** How the server answers: as it should, or in one of the ways in which it may fail. */
export type ResendMode =
  | "well"
  /** Takes the connection and never answers. */
  | "silent"
  /** Takes the mail and then never answers. */
  | "takes and is silent"
  /** Takes the mail and answers with something that is no answer. */
  | "takes and babbles"
  /** Takes the mail, and a gateway before it gives up waiting. */
  | "takes and answers 504"
  | "busy"
  | "broken"
  | "refuses"
  | "unknown key";

/** A loopback server that speaks enough of Resend's API, keys that are remembered for a day included. */
export type ResendServer = {
  url: string;
  apiKey: string;
  /** What readers got, each mail once. */
  arrived: ArrivedMail[];
  /** Every call: path, key and how many mails it carried. */
  calls: { path: string; key: string | null; mails: number }[];
  setMode(mode: ResendMode): void;
  /** Moves its clock: keys are forgotten after 24 hours. */
  advance(ms: number): void;
  close(): Promise<void>;
};

const dayMs = 24 * 3_600_000;

export async function startResendServer(port = 0): Promise<ResendServer> {
  const apiKey = "re_test_key";
  const arrived: ArrivedMail[] = [];
  const calls: ResendServer["calls"] = [];
  const taken = new Map<string, { hash: string; ids: string[]; at: number }>();
  let [mode, clock, count]: [ResendMode, number, number] = ["well", 0, 0];

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(request);
    const path = request.url ?? "";
    if (request.headers.authorization !== `Bearer ${apiKey}` || mode === "unknown key") {
      return refuse(response, 401, "invalid_api_key");
    }
    if (mode === "silent" && path.startsWith("/domains")) return;
    if (path.startsWith("/domains")) return send(response, 200, { object: "list", data: [] });
    const isBatch = path === "/emails/batch";
    const mails = mailsOf(JSON.parse(body), isBatch);
    const key = headerOf(request, "idempotency-key");
    calls.push({ path, key, mails: mails.length });
    if (mode === "silent") return;
    if (mode === "busy") return refuse(response, 429, "rate_limit_exceeded", { "retry-after": "90" });
    if (mode === "broken") return refuse(response, 503, "application_error");
    if (mode === "refuses") return refuse(response, 422, "validation_error");
    const hash = createHash("sha256").update(body).digest("hex");
    const known = key === null ? undefined : taken.get(key);
    if (known !== undefined && clock - known.at < dayMs) {
      if (known.hash !== hash) return refuse(response, 409, "invalid_idempotent_request");
      return send(response, 200, idsOf(known.ids, isBatch));
    }
    const ids = mails.map(() => `re-${++count}`);
    arrived.push(...mails);
    if (key !== null) taken.set(key, { hash, ids, at: clock });
    if (mode === "takes and is silent") return;
    if (mode === "takes and answers 504") return refuse(response, 504, "application_error");
    if (mode === "takes and babbles") return void response.end("<html>gateway</html>");
    send(response, 200, idsOf(ids, isBatch));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`,
    apiKey,
    arrived,
    calls,
    setMode: (wanted) => {
      mode = wanted;
    },
    advance: (ms) => {
      clock += ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function mailsOf(body: unknown, isBatch: boolean): ArrivedMail[] {
  const list: unknown[] = isBatch && Array.isArray(body) ? body : [body];
  return list.map((mail) => ({
    to: textOf(mail, "to"),
    from: textOf(mail, "from"),
    subject: textOf(mail, "subject"),
    html: textOf(mail, "html"),
    text: textOf(mail, "text"),
    tags: tagsOf(mail),
  }));
}

/** Sent as a list of names and values; told in the reports as one object. */
function tagsOf(mail: unknown): Record<string, string> {
  const given: unknown = typeof mail === "object" && mail !== null ? Reflect.get(mail, "tags") : undefined;
  const list: unknown[] = Array.isArray(given) ? given : [];
  return Object.fromEntries(list.map((tag) => [textOf(tag, "name"), textOf(tag, "value")]));
}

function idsOf(ids: string[], isBatch: boolean): object {
  return isBatch ? { data: ids.map((id) => ({ id })) } : { id: ids[0] };
}

function textOf(value: unknown, key: string): string {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "string" ? found : "";
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

function refuse(response: ServerResponse, statusCode: number, name: string, headers: Record<string, string> = {}) {
  for (const [key, value] of Object.entries(headers)) response.setHeader(key, value);
  send(response, statusCode, { statusCode, name, message: `${name} of the test` });
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
