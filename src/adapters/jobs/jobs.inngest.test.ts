import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";
import { startJobsApp } from "~/testing/jobs-app";
import { contractFunctions, Journal } from "./contract-functions";
import { createInngestJobs } from "./inngest-jobs";
import { testJobsContract } from "./jobs.contract";
import { createJobsClient } from "./jobs-client";
import { registerFunctions } from "./register-functions";
import { serveJobs } from "./serve-jobs";
import { jobsSigningKeys } from "./signing-keys";

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
// An Inngest that is elsewhere comes through a tunnel, which must know where to lead.
const app = await startJobsApp(JOBS_SERVE_URL === undefined ? 0 : 8289);

beforeAll(async () => {
  const serveOrigin = JOBS_SERVE_URL === undefined ? {} : { serveOrigin: new URL(JOBS_SERVE_URL).origin };
  app.handler = serveJobs(configuration, client, contractFunctions(client, journal), serveOrigin);
  await registerFunctions({ serveUrl: app.serveUrl, signingKeys: jobsSigningKeys(configuration) });
});
afterAll(() => app.close());

describe("an Inngest keeps the promises of an engine", () => {
  const jobs = createInngestJobs(client);
  testJobsContract(() => ({ send: (events) => jobs.send(events), journal, patienceMs: 90_000 }));
});
