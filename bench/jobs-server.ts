import { createJobs } from "~/adapters/jobs/jobs";
import { createJobsClient } from "~/adapters/jobs/jobs-client";
import { serveJobs } from "~/adapters/jobs/serve-jobs";
import { createDatabase } from "~/server/db";
import { startJobsApp } from "~/testing/jobs-app";

/**
 * An app with nothing but functions: `tsx bench/jobs-server.ts <database> <secret>`. Each step writes down
 * in a table that it ran, so that what ran twice is seen.
 */
const [, , databaseUrl = "", secret = ""] = process.argv;
const configuration = { INNGEST_APP_ID: "bench", AUTH_SECRET: secret };
const { pool } = createDatabase(databaseUrl, 10);
const jobs = createJobs(configuration, pool);
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const client = createJobsClient(configuration, (events) => jobs.send(events), silent);

const many = client.createFunction({ id: "many", triggers: { event: "bench/many" } }, async ({ event, step }) => {
  for (let index = 0; index < event.data.steps; index++) await step.run(`step ${index}`, () => index);
});
const first = client.createFunction({ id: "first", triggers: { event: "bench/first" } }, ({ event }) => ({
  waitedMs: Date.now() - event.data.sentAt,
}));
const work = (run: string, step: string) => async () => {
  await pool.query("INSERT INTO bench_effect (run_id, step) VALUES ($1, $2)", [run, step]);
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 40));
  return step;
};
const callee = client.createFunction({ id: "callee", triggers: { event: "bench/never" } }, async ({ event, step }) => {
  await step.run("called", work(event.data.run, "called"));
});
const mixed = client.createFunction(
  { id: "mixed", triggers: { event: "bench/mixed" } },
  async ({ event, runId, step, attempt }) => {
    await step.run("one", work(runId, "one"));
    await Promise.all(["a", "b", "c"].map((name) => step.run(name, work(runId, name))));
    await step.run("again", async () => {
      await work(runId, `attempt ${attempt}`)();
      if (attempt === 0) throw new Error("once more");
    });
    await step.sleep("a moment", "1s");
    // The wait is kept together with the plan to send what `told` answers to.
    const [answer] = await Promise.all([
      step.waitForEvent("answer", { event: "bench/answer", match: "data.key", timeout: "1h" }),
      step.sendEvent("tell", { name: "bench/told", data: { run: runId, key: event.data.key } }),
    ]);
    await step.invoke("call", { function: callee, data: { run: runId } });
    await step.run("two", work(runId, answer === null ? "never answered" : "two"));
  },
);
const told = client.createFunction({ id: "told", triggers: { event: "bench/told" } }, async ({ event, step }) => {
  await step.run("told", work(event.data.run, "told"));
  await step.sendEvent("answer", { name: "bench/answer", data: { key: event.data.key } });
});

const app = await startJobsApp();
app.handler = serveJobs(configuration, client, [many, first, mixed, told, callee]);
process.stdout.write(`${app.serveUrl}\n`);
process.once("SIGTERM", () => process.exit(0));
