import { randomUUID } from "node:crypto";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { benchConfiguration, type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import type { Journal } from "../contract-functions";
import { createJobsClient } from "../jobs-client";
import { serveJobs } from "../serve-jobs";
import { jobsSigningKeys } from "../signing-keys";
import { hasWorkLeft } from "./work-left";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench(functions);
});
afterAll(() => bench.close());

function functions(client: Inngest, journal: Journal) {
  return [
    client.createFunction({ id: "napping", triggers: { event: "left/nap" } }, async ({ event, step }) => {
      await step.run("before", () => journal.add(String(event.data.key), "before"));
      await step.sleep("a moment", "1s");
      await step.run("after", () => journal.add(String(event.data.key), "after"));
    }),
  ];
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

test.each([
  [
    "a self-hosted Inngest",
    { INNGEST_BASE_URL: "http://127.0.0.1:9", INNGEST_EVENT_KEY: "k", INNGEST_SIGNING_KEY: "ab".repeat(16) },
  ],
  ["a development server", { INNGEST_DEV: "http://127.0.0.1:9" }],
])("what the worker began and took is ended by it after %s took over", async (_, inngest) => {
  bench.serve(functions(bench.client, bench.journal));
  const first = await bench.startWorker();
  await first.announced;
  const [begun, taken] = [randomUUID(), randomUUID()];
  await bench.jobs.send([{ id: begun, name: "left/nap", data: { key: begun } }]);
  await expect.poll(() => bench.journal.of(begun), { timeout: 5_000 }).toEqual(["before"]);
  await first.stop();
  await bench.jobs.send([{ id: taken, name: "left/nap", data: { key: taken } }]);
  expect(await hasWorkLeft(bench.db.app)).toBe(true);

  // The application begins again with other variables.
  const configuration = { ...benchConfiguration, ...inngest };
  const client = createJobsClient(configuration, () => Promise.reject(new Error("events go to Inngest")), quiet);
  bench.app.handler = serveJobs(configuration, client, functions(client, bench.journal));
  const signingKeys = "INNGEST_DEV" in inngest ? [] : jobsSigningKeys(configuration);
  const last = await bench.startWorker({ signingKeys, hasSchedules: false });
  for (const key of [begun, taken]) {
    await expect.poll(() => bench.journal.of(key), { timeout: 8_000 }).toEqual(["before", "after"]);
  }
  await expect.poll(() => hasWorkLeft(bench.db.app), { timeout: 5_000 }).toBe(false);
  await last.stop();
});
