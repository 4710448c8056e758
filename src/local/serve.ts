import { mkdir } from "node:fs/promises";
import { developmentServer, productionServer } from "./app-commands";
import { appEnvironment } from "./app-environment";
import { requestedPort, requireFreePort } from "./app-port";
import { printBanner } from "./banner";
import { claimDataDirectory } from "./launch-record";
import { dataDirectory } from "./paths";
import { prepareDatabase } from "./prepare-database";
import { seed } from "./seed";
import { speakJson } from "./speak-json";
import { stopRequested } from "./stop-request";
import { createSupervisor, killGroup } from "./supervisor";
import { waitUntilReady } from "./wait-until-ready";

/** Runs the whole of Counterpart until it is asked to stop; resolves with the exit code. */
export async function serve(mode: "development" | "production"): Promise<number> {
  const startedAt = Date.now();
  if (mode === "production") speakJson();
  const dataDir = dataDirectory();
  const port = requestedPort();
  await mkdir(dataDir, { recursive: true });
  const record = await claimDataDirectory(dataDir, port);
  const supervisor = createSupervisor((pids) => record.setChildren(pids));
  const stopped = stopRequested(() => {
    for (const pid of supervisor.pids()) killGroup({ pid, kill: () => true }, "SIGKILL");
  });
  let isStopRequested = false;
  void stopped.then(() => {
    isStopRequested = true;
  });
  let stopDatabase = async () => {};
  let exitCode = 0;
  try {
    await requireFreePort(port);
    const database = await prepareDatabase(dataDir);
    const letGo = database.keepRunning();
    stopDatabase = () => {
      letGo();
      return database.stop();
    };
    const env = await appEnvironment({ dataDir, port, appUrl: database.appUrl, mode });
    const { demo } = await seed({ dataDir, ownerUrl: database.ownerUrl, env, withDemo: mode === "development" });

    if (isStopRequested) return 0;

    const app = mode === "development" ? developmentServer(port) : productionServer();
    supervisor.start({
      name: "app",
      args: app.args,
      env: { ...env, NODE_OPTIONS: [env.NODE_OPTIONS ?? "", ...app.preloads, loopbackFirst].join(" ").trim() },
      isRestarted: false,
    });
    supervisor.start({
      name: "worker",
      args: ["--conditions=react-server", "--import", "tsx", "src/local/worker.ts"],
      env,
      isRestarted: true,
      // In production its lines are JSON and say themselves whose they are.
      isPrefixed: mode === "development",
    });
    void waitUntilReady(port).then(() => printBanner({ env, database: database.description, startedAt, mode, demo }));
    await Promise.race([
      stopped,
      supervisor.death.then(() => {
        exitCode = 1;
      }),
    ]);
  } finally {
    await supervisor.stop(mode === "production" ? 10_000 : 2_000);
    await stopDatabase();
    await record.release();
  }
  return exitCode;
}

/** "localhost" must be 127.0.0.1 whichever way the system sorts its two addresses. */
const loopbackFirst = "--dns-result-order=ipv4first";
