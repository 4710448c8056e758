import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CollectedSpan, startTraceCollector, type TraceCollector } from "~/testing/trace-collector";
import { ask, type Caller, codeOf, post, question, signUp } from "./client";
import { type Parts, startParts, until } from "./parts";
import { answersSettle } from "./truth";

// What can be seen of the production server from outside: metrics, lines of the log, traces. And what cannot:
// words that are in every header, body, query and variable, and must be in none of those, nor in an answer's error.
const canary = {
  header: `canary-header-${randomUUID()}`,
  cookie: `canary-cookie-${randomUUID()}`,
  body: `canary-body-${randomUUID()}`,
  password: `canary-password-${randomUUID()}`,
  query: `canary-query-${randomUUID()}`,
  variable: `canary-variable-${randomUUID()}`,
  // Of these, only hexadecimal digits.
  signing: randomUUID().replaceAll("-", ""),
  signingBefore: randomUUID().replaceAll("-", ""),
};
const token = `${canary.variable}-metrics`;
const superadmin = "console@faults.example";

let parts: Parts;
let collector: TraceCollector;
let caller: Caller;

beforeAll(async () => {
  collector = await startTraceCollector();
  parts = await startParts({
    DEMO_MODEL_SPEED: "0",
    LOG_LEVEL: "debug",
    METRICS_TOKEN: token,
    AUTH_SECRET: `${canary.variable}-auth`,
    OPENAI_COMPATIBLE_BASE_URL: `http://${canary.variable}:pass@127.0.0.1:9/v1`,
    OPENAI_COMPATIBLE_API_KEY: canary.variable,
    OPENAI_COMPATIBLE_MODELS: "sample",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ANTHROPIC_API_KEY: `${canary.variable}-anthropic`,
    ANTHROPIC_BASE_URL: "http://127.0.0.1:9",
    RESEND_API_KEY: `${canary.variable}-resend`,
    RESEND_WEBHOOK_SECRET: `whsec_${btoa(canary.variable)}`,
    SMTP_URL: `smtp://me:${canary.variable}%2F@127.0.0.1:9`,
    S3_ACCESS_KEY_ID: `${canary.variable}-s3`,
    S3_SECRET_ACCESS_KEY: `${canary.variable}-s3-secret`,
    UPLOADTHING_TOKEN: btoa(
      JSON.stringify({ apiKey: `sk_live_${canary.variable}`, appId: "faults", regions: ["sea1"] }),
    ),
    CLERK_SECRET_KEY: `sk_test_${canary.variable.replaceAll("-", "")}`,
    CLERK_WEBHOOK_SECRET: `whsec_${btoa(`${canary.variable}-clerk`)}`,
    INNGEST_SIGNING_KEY: `signkey-test-${canary.signing}`,
    INNGEST_SIGNING_KEY_FALLBACK: `signkey-test-${canary.signingBefore}`,
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=faults",
    SUPERADMIN_EMAILS: superadmin,
  });
  await parts.startApp();
  parts.startWorker();
  caller = await signUp(parts.baseUrl);
  await until(async () => (await fetch(`${parts.baseUrl}/api/ready`)).ok, 60_000, parts.output);
}, 180_000);
afterAll(async () => {
  await parts?.close();
  await collector?.close();
}, 60_000);

const metrics = (bearer = token) =>
  fetch(`${parts.baseUrl}/api/metrics`, { headers: { authorization: `Bearer ${bearer}` } });

async function figure(start: string): Promise<number> {
  const text = await (await metrics()).text();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`counterpart_${start}`))
      ?.split(" ")
      .at(-1) ?? Number.NaN,
  );
}

function lines(): Record<string, unknown>[] {
  return parts
    .output()
    .split("\n")
    .flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line);
        return typeof value === "object" && value !== null ? [{ ...value }] : [];
      } catch {
        return [];
      }
    });
}

test("the metrics are for whoever has the token, and count what was asked, answered and charged", async () => {
  expect((await fetch(`${parts.baseUrl}/api/metrics`)).status).toBe(401);
  expect((await metrics(`${token}x`)).status).toBe(401);
  expect((await metrics()).headers.get("content-type")).toContain("text/plain");
  const before = {
    list: await figure('procedure_requests_total{procedure="chat.list"'),
    charged: await figure("credits_charged_today"),
  };
  expect((await ask(parts.baseUrl, caller, question("How much is 2 + 2?"))).isFinished).toBe(true);
  await answersSettle(parts.owner);
  await fetch(`${parts.baseUrl}/api/trpc/chat.list`, { headers: { cookie: caller.cookie, "x-org": caller.slug } });
  expect(await figure('procedure_requests_total{procedure="chat.list"')).toBe((before.list || 0) + 1);
  expect(await figure("credits_charged_today")).toBeGreaterThan(before.charged);
  expect(await figure("credits_charged_total")).toBeGreaterThan(0);
  // A title of the conversation is charged meanwhile.
  await until(async () => (await figure("credits_held")) === 0, 20_000, parts.output);
  expect(await figure('model_calls_total{model="demo/counterpart-demo",purpose="chat",outcome="charged"}')).toBe(1);
  expect(await figure("model_first_token_seconds_count")).toBeGreaterThanOrEqual(1);
  expect(await figure("answer_first_words_seconds_count")).toBeGreaterThanOrEqual(1);
  expect(await figure("workers")).toBe(1);
  expect(await figure("database_up")).toBe(1);
  expect(await figure("outbox_waiting")).toBeGreaterThanOrEqual(0);
});

test("from a request through the model into the job of its event it is one trace", async () => {
  const { traceId, spanId } = { traceId: randomUUID().replaceAll("-", ""), spanId: "b7ad6b7169203331" };
  const traceparent = `00-${traceId}-${spanId}-01`;
  const input = question("Name three rivers.");
  const response = await post(parts.baseUrl, "/api/chat", input, caller, { traceparent });
  await response.text();
  const ours = () => collector.spans.filter((span) => span.traceId === traceId);
  await until(
    async () => ours().some(({ name }) => name === "job chat-name-conversation"),
    30_000,
    () => JSON.stringify(ours()),
  );
  const named = (name: string): CollectedSpan | undefined => ours().find((span) => span.name === name);
  const route = named("POST /api/chat");
  expect(route?.parentSpanId).toBe(spanId);
  expect(named("model demo/counterpart-demo")?.parentSpanId).toBe(route?.spanId);
  expect(named("job chat-name-conversation")?.parentSpanId).toBe(route?.spanId);
});

test("every line of a request says which one, whose it is and where; a failed one is one line", async () => {
  const refused = await post(parts.baseUrl, "/api/chat", { ...question("Hello"), modelId: "nobody/nothing" }, caller);
  const requestId = refused.headers.get("x-request-id");
  expect(refused.status).toBe(422);
  await until(
    async () => lines().some((line) => line.requestId === requestId && line.msg === "request"),
    5_000,
    parts.output,
  );
  const ofRequest = lines().filter((line) => line.requestId === requestId);
  expect(ofRequest.filter(({ level }) => level !== "debug")).toEqual([
    expect.objectContaining({
      level: "info",
      msg: "request refused",
      code: "unknown_model",
      status: 422,
      at: "/api/chat",
    }),
  ]);
  for (const line of ofRequest) {
    expect(line).toMatchObject({ at: "/api/chat", userId: expect.any(String), orgId: expect.any(String) });
  }
});

test("what ends before any procedure begins has its line too, without the name that somebody made up", async () => {
  const asked = async (path: string) => {
    const response = await fetch(`${parts.baseUrl}${path}`, {
      headers: { cookie: caller.cookie, "x-org": caller.slug },
    });
    await response.text();
    return response.headers.get("x-request-id");
  };
  const unknown = await asked(`/api/trpc/${canary.query}`);
  const oversized = await asked(`/api/trpc/${Array.from({ length: 50 }, () => "account.me").join(",")}?batch=1`);
  const known = await asked("/api/trpc/chat.get");
  const refusals = (requestId: string | null) =>
    lines().filter((line) => line.requestId === requestId && line.msg === "request refused");
  await until(async () => refusals(known).length > 0, 5_000, parts.output);
  expect(refusals(unknown)).toEqual([expect.objectContaining({ code: "not_found", level: "info" })]);
  expect(refusals(oversized)).toEqual([expect.objectContaining({ code: "bad_input", level: "info" })]);
  expect(refusals(known)).toEqual([expect.objectContaining({ code: "bad_input", path: "chat.get" })]);
});

test("a page that fails is one line, found by the id that people see beside it", async () => {
  const page = `/o/${caller.slug}/credits`;
  // What the page itself asks for, before any of its procedures.
  await parts.owner.query("ALTER TABLE membership RENAME TO membership_away");
  let html: string;
  try {
    html = await (await fetch(`${parts.baseUrl}${page}`, { headers: { cookie: caller.cookie } })).text();
  } finally {
    await parts.owner.query("ALTER TABLE membership_away RENAME TO membership");
  }
  const failures = () =>
    lines().filter(({ msg, level }) => level === "error" && (msg === "page failed" || msg === "printed"));
  await until(async () => failures().length > 0, 5_000, parts.output);
  expect(failures()).toEqual([expect.objectContaining({ msg: "page failed", at: "/o/[org]/credits", process: "app" })]);
  expect(html).toContain(String(failures()[0]?.digest));
});

test("nothing that was sent or configured is in the log, the metrics, the traces or an answer's error", async () => {
  const headers = {
    cookie: `${caller.cookie}; spy=${canary.cookie}`,
    "x-spy": canary.header,
    authorization: `Bearer ${canary.header}`,
    "user-agent": canary.header,
    "x-forwarded-for": canary.header,
    traceparent: canary.header,
    baggage: canary.header,
  };
  const told: string[] = [];
  const tell = async (asked: Promise<Response>) => {
    const response = await asked;
    const text = await response.text();
    // A page knows its own address.
    const isPage = response.headers.get("content-type")?.includes("html") ?? false;
    if (!response.ok && !isPage) told.push(JSON.stringify([...response.headers]), text);
  };
  const send = (path: string, body: unknown, by?: Caller) => tell(post(parts.baseUrl, path, body, by, headers));
  const get = (path: string) =>
    tell(fetch(`${parts.baseUrl}${path}`, { headers: { ...headers, "x-org": caller.slug } }));
  await send("/api/chat", { ...question(`Please keep ${canary.body}`) }, caller);
  await send("/api/chat", { ...question(canary.body), modelId: "nobody/nothing" }, caller);
  await send("/api/chat", `{"text": ${canary.body}`, caller);
  await send(`/api/chat/${canary.query}/stop`, {}, caller);
  await send("/api/trpc/account.updateProfile", { json: { name: canary.body, locale: canary.body } }, caller);
  await send("/api/trpc/credits.buy", { json: { credits: canary.body, [canary.body]: 1 } }, caller);
  await send("/api/auth/sign-in", { email: caller.email, password: canary.password });
  await send("/api/auth/sign-up", { email: `${canary.body}@x.example`, password: canary.password, name: canary.body });
  await send("/api/auth/password", { currentPassword: canary.password, newPassword: canary.password }, caller);
  await send("/api/inngest", { [canary.body]: canary.body });
  await send("/api/webhooks/resend", canary.body);
  await get(`/api/nothing/${canary.query}?x=${canary.query}`);
  await get(`/api/trpc/${canary.query}`);
  await get(
    `/api/trpc/chat.get?input=${encodeURIComponent(JSON.stringify({ json: { conversationId: canary.query } }))}`,
  );
  await get(`/sign-in?next=/${canary.query}`);
  // A fault that nobody foresaw, in a procedure and in a page: PostgreSQL quotes what it was given.
  await parts.owner.query("ALTER TABLE conversation RENAME TO conversation_away");
  try {
    await get(`/api/trpc/chat.list?input=${encodeURIComponent(JSON.stringify({ json: { search: canary.query } }))}`);
    await fetch(`${parts.baseUrl}/o/${caller.slug}/chat?x=${canary.query}`, { headers }).then((page) => page.text());
  } finally {
    await parts.owner.query("ALTER TABLE conversation_away RENAME TO conversation");
  }
  expect(told.some((text) => codeOf(text) === "internal")).toBe(true);
  // The console's page asks a provider whose address has a password in it, and keeps what it says.
  const console = await signInSuperadmin();
  const probed = await (await post(parts.baseUrl, "/api/trpc/admin.probePorts", {}, console)).text();
  expect(probed).toContain("compatible");
  const tested = await (
    await post(parts.baseUrl, "/api/trpc/admin.testPort", { json: { port: "models", adapter: "compatible" } }, console)
  ).text();
  expect(tested).toContain('"ok":false');
  // Spans leave once a second.
  const sent = collector.received.length;
  await until(
    async () => collector.received.length > sent,
    10_000,
    () => "no more spans came",
  );
  const seen = {
    log: parts.output(),
    metrics: await (await metrics()).text(),
    traces: collector.received.join("\n"),
    errors: told.join("\n"),
    console: probed + tested,
  };
  expect(seen.traces.length).toBeGreaterThan(1_000);
  for (const [where, text] of Object.entries(seen)) {
    for (const [what, word] of Object.entries(canary)) expect(around(text, word), `${what} in ${where}`).toBe("");
    for (const secret of caller.cookie.split(/[=;]/).filter((part) => part.length > 20))
      expect(text.includes(secret.slice(0, 24)), `a session in ${where}`).toBe(false);
  }
});

test("every line that the application and the worker print is JSON and says whose it is", () => {
  const printed = parts
    .output()
    .split("\n")
    .filter((line) => line.trim() !== "");
  expect(printed.filter((line) => !line.startsWith("{"))).toEqual([]);
  expect(new Set(lines().map((line) => line.process))).toEqual(new Set(["app", "worker"]));
});

test("a worker that is gone shows within five seconds, and so does its return", async () => {
  const ready = async () => (await fetch(`${parts.baseUrl}/api/ready`)).status;
  expect(await ready()).toBe(200);
  await parts.endWorker();
  expect(await until(async () => (await ready()) === 503, 10_000, parts.output)).toBeLessThan(5_000);
  expect(await figure("workers")).toBe(0);
  parts.startWorker();
  await until(async () => (await ready()) === 200, 30_000, parts.output);
});

test("with the database away the process still tells its own figures, and that one", async () => {
  await parts.crashPostgres();
  expect(await figure("database_up")).toBe(0);
  expect(await figure("procedure_requests_total")).toBeGreaterThan(0);
  await parts.startPostgres();
  await until(async () => (await figure("database_up")) === 1, 20_000, parts.output);
});

test("the spans of the last request leave before the process does", async () => {
  const traceId = randomUUID().replaceAll("-", "");
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  await (
    await fetch(`${parts.baseUrl}/api/trpc/account.me`, { headers: { cookie: caller.cookie, traceparent } })
  ).text();
  expect(await parts.endApp("SIGTERM")).toBeLessThan(5_000);
  expect(collector.spans.filter((span) => span.traceId === traceId).map(({ name }) => name)).toContain("account.me");
});

async function signInSuperadmin(): Promise<Caller> {
  const password = "correct horse battery";
  const response = await post(parts.baseUrl, "/api/auth/sign-up", { email: superadmin, password, name: "Console" });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, slug: "", email: superadmin };
}

/** Where the word stands, so that whoever reads the failure sees which way it took; empty where it does not. */
function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return at === -1 ? "" : text.slice(Math.max(0, at - 200), at + word.length);
}
