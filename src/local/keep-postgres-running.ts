import { type LocalPostgres, startPostgres } from "./postgres";

const LOOK_EVERY_MS = 500;

/**
 * Starts the server again when its process has died. Whoever is connected connects anew by itself: it comes
 * back on the same port. Returns how to stop looking.
 */
export function keepPostgresRunning(dataDir: string, server: LocalPostgres): () => void {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || (await server.isRunning())) return;
    isBusy = true;
    console.error("PostgreSQL ended unexpectedly. Starting it again.");
    await startPostgres(dataDir, { port: server.port }).catch((error: Error) => console.error(error.message));
    isBusy = false;
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
