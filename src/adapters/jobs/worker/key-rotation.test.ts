import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { benchConfiguration, type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { contractFunctions } from "../contract-functions";
import { createJobsClient } from "../jobs-client";
import { serveJobs } from "../serve-jobs";

const [before, after, strange] = ["aa".repeat(32), "bb".repeat(32), "cc".repeat(32)];
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench();
  const configuration = { ...benchConfiguration, INNGEST_SIGNING_KEY: after, INNGEST_SIGNING_KEY_FALLBACK: before };
  const client = createJobsClient(configuration, (events) => bench.jobs.send(events), quiet);
  bench.app.handler = serveJobs(configuration, client, contractFunctions(client, bench.journal));
});
afterAll(() => bench.close());

async function runsWith(signingKeys: string[], patienceMs: number): Promise<boolean> {
  const engine = await bench.startWorker({ signingKeys });
  const key = randomUUID();
  await bench.jobs.send([{ id: key, name: "suite/steps", data: { key } }]);
  for (let waited = 0; waited < patienceMs && bench.journal.of(key).length < 3; waited += 20) await sleep(20);
  await engine.stop();
  return bench.journal.of(key).length === 3;
}

test("while a key is changed, an engine with the old one and an engine with the new one are both served, and no other", async () => {
  expect(await runsWith([strange], 1_000)).toBe(false);
  expect(await runsWith([before], 5_000)).toBe(true);
  expect(await runsWith([after, before], 5_000)).toBe(true);
});
