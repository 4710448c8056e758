import { closedLoop } from "./closed-loop";
import { startBenchInstallation } from "./installation";
import { interleave, rounded } from "./interleave";
import { processorMs, startScript } from "./processes";

const appCommand = /counterpart-app|server-app\/main/;

/**
 * A typical tRPC query (sign-in, membership, row-level security, one read) beside the process's own health
 * route: processor milliseconds of the application a request, which survive noisy machines.
 */
export async function benchQuery(options: { rounds: number; seconds: number }) {
  const model = await startScript("src/testing/model-server/run.ts", ["0"]);
  const ours = await startBenchInstallation(model.url);
  const get = async (path: string) => {
    const response = await fetch(`${ours.baseUrl}${path}`, { headers: ours.headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  const cost = (name: string, path: string) => ({
    name,
    measure: async () => {
      const before = await processorMs(ours.launcherPid, appCommand);
      const rate = await closedLoop(4, options.seconds, () => get(path));
      const after = await processorMs(ours.launcherPid, appCommand);
      return (after - before) / (rate * options.seconds);
    },
  });
  try {
    const figures = await interleave(
      [cost("health route", "/api/health"), cost("tRPC query", "/api/trpc/organizations.buyers")],
      options.rounds,
    );
    const summary = {
      unit: "processor ms a request",
      query: figures["tRPC query"]?.median,
      health: figures["health route"]?.median,
    };
    console.log("query:", JSON.stringify(summary));
    return { ...summary, addedMs: rounded((summary.query ?? 0) - (summary.health ?? 0)), figures };
  } finally {
    await ours.stop();
    await model.stop();
  }
}
