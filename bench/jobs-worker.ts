import pg from "pg";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { startEngine } from "~/adapters/jobs/worker/engine";
import { listenForWakeUps } from "~/local/worker-wake-up";

/** A worker alone: `tsx bench/jobs-worker.ts <database> <secret> <serve URL> <lease in ms> <pause before another attempt in ms>`. */
const [, , databaseUrl = "", secret = "", serveUrl = "", leaseMs = "5000", backoffMs] = process.argv;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12, pipeline: true });
pool.on("error", () => undefined);
const engine = await startEngine({
  pool,
  serveUrl,
  signingKeys: jobsSigningKeys({ AUTH_SECRET: secret }),
  leaseMs: Number(leaseMs),
  ...(backoffMs === undefined ? {} : { backoffMs: () => Number(backoffMs) }),
  log: {
    info: () => undefined,
    error: (fields, message) => console.error(message, "err" in fields ? String(fields.err) : ""),
  },
});
listenForWakeUps(databaseUrl, () => engine.wake());
await engine.announced;
process.stdout.write("at work\n");
process.once("SIGTERM", () => void engine.stop().then(() => process.exit(0)));
