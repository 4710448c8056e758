/** Starts the loopback provider as a process of its own, for journeys and the bench: `tsx src/testing/model-server/run.ts 3139`. */
import { startModelServer } from "./model-server";

const server = await startModelServer(Number(process.argv[2] ?? 3139));
process.stdout.write(`${server.url}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
