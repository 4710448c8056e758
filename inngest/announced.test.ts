import { expect, test } from "vitest";
import { serveJobs } from "~/adapters/jobs/serve-jobs";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { canonicalJson } from "~/adapters/jobs/worker/canonical-json";
import { readAnnouncement } from "~/adapters/jobs/worker/function-config";
import { sign } from "~/adapters/jobs/worker/signature";
import { env } from "~/env";
import { inngest } from "./client";
import { functions } from "./functions";

test("the worker runs every function: none uses what only an Inngest has", async () => {
  const body = canonicalJson({ url: "http://localhost/api/inngest" });
  const headers = {
    host: "localhost",
    "x-inngest-sync-kind": "in_band",
    "x-inngest-signature": sign(body, jobsSigningKeys(env())[0]),
  };
  const request = new Request("http://localhost/api/inngest", { method: "PUT", headers, body });
  const answer = await serveJobs(env(), inngest, functions)(request);
  expect(answer.status).toBe(200);
  const { functions: announced } = await answer.json();
  expect(announced.length).toBeGreaterThanOrEqual(functions.length);
  for (const one of announced) {
    const { config, refused } = readAnnouncement(one);
    expect([config.id, refused]).toEqual([config.id, []]);
  }
});
