import { afterAll, beforeAll, describe } from "vitest";
import { type EngineBench, startEngineBench } from "~/testing/jobs-bench";
import { testJobsContract } from "../jobs.contract";

let bench: EngineBench;
beforeAll(async () => {
  bench = await startEngineBench();
  await bench.startWorker();
});
afterAll(() => bench.close());

describe("the worker keeps the promises of an engine", () => {
  testJobsContract(() => ({ send: (events) => bench.jobs.send(events), journal: bench.journal, patienceMs: 8_000 }));
});
