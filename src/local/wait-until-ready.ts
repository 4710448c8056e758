import { setTimeout as sleep } from "node:timers/promises";

const EVERY_ADDRESS = ["", "localhost", "0.0.0.0", "::"];

/** Resolves when `GET /api/ready` of the application on `port` answers 200; says what is missing when that takes long. */
export async function waitUntilReady(port: number): Promise<void> {
  const wanted = process.env.HOST ?? "";
  const host = EVERY_ADDRESS.includes(wanted) ? "127.0.0.1" : wanted;
  const startedAt = Date.now();
  let toldAt = startedAt;
  for (;;) {
    let state = "it does not answer yet";
    try {
      const response = await fetch(`http://${host}:${port}/api/ready`, { signal: AbortSignal.timeout(60_000) });
      if (response.status === 200) return;
      state = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    if (Date.now() - toldAt > 20_000) {
      toldAt = Date.now();
      console.log(`Still starting after ${Math.round((Date.now() - startedAt) / 1000)} s: ${state}`);
    }
    await sleep(200);
  }
}
