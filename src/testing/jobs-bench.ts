import type { Inngest, InngestFunction } from "inngest";
import pg from "pg";
import { contractFunctions, Journal } from "~/adapters/jobs/contract-functions";
import { createJobs } from "~/adapters/jobs/jobs";
import type { JobsPort } from "~/adapters/jobs/jobs.port";
import { createJobsClient } from "~/adapters/jobs/jobs-client";
import { serveJobs } from "~/adapters/jobs/serve-jobs";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { type Engine, type EngineOptions, startEngine } from "~/adapters/jobs/worker/engine";
import { listenForWakeUps } from "~/local/worker-wake-up";
import { createTestDatabase, type TestDatabase } from "./database";
import { type JobsApp, startJobsApp } from "./jobs-app";

export type EngineBench = {
  db: TestDatabase;
  app: JobsApp;
  jobs: JobsPort;
  journal: Journal;
  /** What the workers logged as errors. */
  errors: string[];
  /** Serves these from now on. Workers learn of it when they ask again. */
  serve(functions: InngestFunction.Any[]): void;
  client: Inngest;
  startWorker(options?: Partial<EngineOptions>): Promise<Engine>;
  close(): Promise<void>;
};

export const benchConfiguration = { INNGEST_APP_ID: "suite", AUTH_SECRET: "a secret of tests that guards nothing" };

/** A database, an app that serves functions on loopback with the real SDK, and workers for it, all real. */
export async function startEngineBench(
  functions: (client: Inngest, journal: Journal) => InngestFunction.Any[] = contractFunctions,
  openDatabase: () => Promise<TestDatabase> = () => createTestDatabase({ poolSize: 30 }),
): Promise<EngineBench> {
  const db = await openDatabase();
  const app = await startJobsApp();
  const jobs = createJobs(benchConfiguration, db.app);
  const journal = new Journal();
  const client = createJobsClient(benchConfiguration, (events) => jobs.send(events), silent);
  const workers = new Set<{ engine: Engine; stop: () => Promise<void> }>();
  const bench: EngineBench = {
    db,
    app,
    jobs,
    journal,
    errors: [],
    client,
    serve: (list) => {
      app.handler = serveJobs(benchConfiguration, client, list);
    },
    startWorker: async (options = {}) => {
      const pool = new pg.Pool({ connectionString: db.appUrl, max: 12, pipeline: true });
      pool.on("error", () => undefined);
      const engine = await startEngine({
        pool,
        serveUrl: app.serveUrl,
        signingKeys: jobsSigningKeys(benchConfiguration),
        backoffMs: () => 50,
        leaseMs: 600,
        announceMs: 500,
        log: {
          info: () => undefined,
          error: (fields, message) => bench.errors.push(`${message} ${"err" in fields ? String(fields.err) : ""}`),
        },
        ...options,
      });
      const ears = listenForWakeUps(db.appUrl, () => engine.wake());
      const worker = {
        engine,
        stop: async () => {
          await ears.stop();
          await engine.stop(1_000);
          await pool.end();
          workers.delete(worker);
        },
      };
      workers.add(worker);
      return { ...engine, stop: worker.stop };
    },
    close: async () => {
      await Promise.all([...workers].map(({ stop }) => stop()));
      await app.close();
      await db.close();
    },
  };
  bench.serve(functions(client, journal));
  return bench;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
