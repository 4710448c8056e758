import { createServer, type Server } from "node:http";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { startJobsApp } from "~/testing/jobs-app";
import { createJobs } from "./jobs";
import { hasInngest } from "./jobs.env";
import { createJobsClient } from "./jobs-client";
import { registerFunctions } from "./register-functions";
import { serveJobs } from "./serve-jobs";

const signingKey = `signkey-prod-${"ab".repeat(16)}`;
let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

const base = { INNGEST_APP_ID: "green", AUTH_SECRET: "x".repeat(32) };
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

type Call = { url: string; events: { id?: string; name: string; data: unknown; ts: number }[] };

/** The part of Inngest's event API that the adapter uses, on loopback. */
async function startInngest(answer: (call: number, url: string) => { status: number; body: object }) {
  const calls: Call[] = [];
  const bodies: unknown[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method === "POST") {
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
      calls.push({ url: request.url ?? "", events: JSON.parse(Buffer.concat(chunks).toString()) });
    }
    const { status, body } = answer(calls.length, request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { calls, bodies, url: `http://127.0.0.1:${port}` };
}

const jobsAt = (url: string) =>
  createJobs(
    {
      INNGEST_APP_ID: "blue",
      AUTH_SECRET: "x".repeat(32),
      INNGEST_BASE_URL: url,
      INNGEST_EVENT_KEY: "event-key",
      INNGEST_SIGNING_KEY: signingKey,
    },
    // Connects to nothing before it is asked something, and nobody asks.
    new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/none" }),
  );

test("with an Inngest configured, events go there under their own ids and times, in requests that it takes", async () => {
  const { calls, url } = await startInngest(() => ({ status: 200, body: { ids: [], status: 200 } }));
  const jobs = jobsAt(url);
  expect(jobs).toMatchObject({ adapter: "inngest", runs: null });
  const events = Array.from({ length: 900 }, (_, index) => ({
    id: `id-${index}`,
    name: "a/b",
    data: { index },
    ts: 1_700_000_000_000 + index,
  }));
  await jobs.send(events);
  expect(calls.map((call) => call.url)).toEqual(Array(3).fill("/e/event-key"));
  expect(calls.flatMap((call) => call.events)).toMatchObject(events);
  await jobs.send([
    { id: "big", name: "a/b", data: "x".repeat(390_000) },
    { id: "bigger", name: "a/b", data: "y".repeat(390_000) },
  ]);
  expect(calls.slice(3).map((call) => call.events.length)).toEqual([1, 1]);
  await expect(jobs.probe()).resolves.toBeUndefined();
  expect(calls.at(-1)).toEqual({ url: "/e/event-key", events: [] });
});

test("an Inngest that does not know our key is told from one that finds fault with no events at all", async () => {
  let status = 401;
  const { url } = await startInngest(() => ({ status, body: { error: "Event key not found", status } }));
  for (status of [401, 403, 404]) await expect(jobsAt(url).probe()).rejects.toThrow(/does not know INNGEST_EVENT_KEY/);
  status = 400;
  await expect(jobsAt(url).probe()).resolves.toBeUndefined();
});

test("the functions are registered by a signed request to ourselves, and a refusal of either side is an error", async () => {
  const registered: unknown[] = [];
  const inngest = await startInngest((_, url) => {
    registered.push(url);
    return { status: 200, body: { ok: true, status: 200, modified: true } };
  });
  const configuration = {
    ...base,
    INNGEST_BASE_URL: inngest.url,
    INNGEST_EVENT_KEY: "k",
    INNGEST_SIGNING_KEY: signingKey,
  };
  const client = createJobsClient(configuration, () => Promise.reject(new Error("not here")), quiet);
  const app = await startJobsApp();
  const fn = client.createFunction({ id: "fn", triggers: { event: "a/b" } }, async () => undefined);
  app.handler = serveJobs(configuration, client, [fn], { serveOrigin: "https://app.example" });
  const target = { serveUrl: app.serveUrl, signingKeys: [signingKey] };
  await registerFunctions(target);
  expect(inngest.calls).toMatchObject([{ url: "/fn/register" }]);
  expect(JSON.stringify(inngest.bodies)).toContain("https://app.example/api/inngest?fnId=green-fn");
  await expect(registerFunctions({ ...target, signingKeys: ["cd".repeat(32)] })).rejects.toThrow(/not registered.*401/);
  await app.close();
  await expect(registerFunctions(target)).rejects.toThrow(/nobody listens/);
});

test("an Inngest that refuses or is away is an error that says so", async () => {
  const { url } = await startInngest(() => ({ status: 503, body: { error: "maintenance", status: 503 } }));
  const jobs = jobsAt(url);
  await expect(jobs.probe()).rejects.toMatchObject({ code: "unavailable", message: expect.stringMatching(/503/) });
  await expect(jobs.send([{ id: "1", name: "a/b", data: {} }])).rejects.toMatchObject({ code: "unavailable" });
  await expect(jobsAt("http://127.0.0.1:9").probe()).rejects.toMatchObject({
    message: expect.stringMatching(/does not answer/),
  });
});

test("one variable switches, and the client follows: address, keys, name of the deployment, development", () => {
  const refuse = () => Promise.reject(new Error("not here"));
  expect(
    [{}, { INNGEST_EVENT_KEY: "k" }, { INNGEST_BASE_URL: "http://i" }, { INNGEST_DEV: "http://d" }].map(hasInngest),
  ).toEqual([false, true, true, true]);
  const cloud = createJobsClient(
    { ...base, INNGEST_EVENT_KEY: "k", INNGEST_SIGNING_KEY: signingKey, INNGEST_SIGNING_KEY_FALLBACK: "cd".repeat(8) },
    refuse,
  );
  expect(cloud).toMatchObject({
    id: "green",
    mode: "cloud",
    eventKey: "k",
    signingKey,
    signingKeyFallback: "cd".repeat(8),
  });
  expect(createJobsClient({ ...base, INNGEST_BASE_URL: "http://own:8288" }, refuse).eventBaseUrl).toBe(
    "http://own:8288",
  );
  expect(createJobsClient({ ...base, INNGEST_DEV: "http://dev:8288" }, refuse)).toMatchObject({
    mode: "dev",
    apiBaseUrl: "http://dev:8288",
  });
  expect(createJobsClient(base, refuse)).toMatchObject({
    mode: "cloud",
    signingKey: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
