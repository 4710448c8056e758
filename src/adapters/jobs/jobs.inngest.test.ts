import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { startJobsApp } from "~/testing/jobs-app";
import { contractFunctions, Journal } from "./contract-functions";
import { createInngestJobs } from "./inngest-jobs";
import { testJobsContract } from "./jobs.contract";
import { createJobsClient } from "./jobs-client";
import { serveJobs } from "./serve-jobs";
import { jobsSigningKeys } from "./signing-keys";
import { canonicalJson } from "./worker/canonical-json";
import { sign } from "./worker/signature";

// `npm run jobs:inngest` runs this against the Inngest that the environment names.
const { INNGEST_BASE_URL, INNGEST_DEV, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, JOBS_SERVE_URL } = process.env;
const configuration = {
  // A name of its own, so that nothing of an earlier run is in the way.
  INNGEST_APP_ID: `suite-${randomUUID().slice(0, 8)}`,
  AUTH_SECRET: "a secret of tests that guards nothing",
  INNGEST_BASE_URL,
  INNGEST_DEV,
  INNGEST_EVENT_KEY,
  INNGEST_SIGNING_KEY,
};
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const client = createJobsClient(configuration, () => Promise.reject(new Error("events go to Inngest")), quiet);
const journal = new Journal();
const app = await startJobsApp();

beforeAll(async () => {
  const serveOrigin = JOBS_SERVE_URL === undefined ? {} : { serveOrigin: new URL(JOBS_SERVE_URL).origin };
  app.handler = serveJobs(configuration, client, contractFunctions(client, journal), serveOrigin);
  const body = canonicalJson({});
  const headers = { "x-inngest-signature": sign(body, jobsSigningKeys(configuration)[0]) };
  const answer = await fetch(app.serveUrl, { method: "PUT", body, headers });
  expect(answer.status, await answer.text()).toBe(200);
});
afterAll(() => app.close());

describe("an Inngest keeps the promises of an engine", () => {
  const jobs = createInngestJobs(client);
  testJobsContract(() => ({ send: (events) => jobs.send(events), journal, patienceMs: 90_000 }));
});
