import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "../paths";
import { PlainError } from "../plain-error";

const standard = "http://localhost:8288";
const cloud = "https://inn.gs";

/**
 * `npm run jobs:inngest`: the suite that the worker is held to, against a real Inngest: the one that
 * INNGEST_BASE_URL or INNGEST_DEV names, Inngest's cloud where there is an INNGEST_EVENT_KEY alone, else a development
 * server at its usual address. Says so when there is none; that is a failure only where one was named.
 */
export async function run(): Promise<number> {
  const { INNGEST_BASE_URL: own, INNGEST_DEV: development, INNGEST_EVENT_KEY: eventKey } = process.env;
  const isNamed = Boolean(own || development || eventKey);
  const address = own || development || (eventKey ? cloud : standard);
  if (eventKey && !own && !development) refuseUnreachableApp();
  const problem = await whyUnreachable(address);
  if (problem !== null) {
    const message = `No Inngest answers at ${address} (${problem}): nothing was run, nothing is known.`;
    if (isNamed) throw new PlainError(message);
    console.log(`${message}\nStart one, or name it with INNGEST_BASE_URL or INNGEST_DEV.`);
    return 0;
  }
  const env = own || (eventKey && !development) ? {} : { INNGEST_DEV: address };
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
    cwd: projectRoot,
    env: { ...process.env, ...env, COUNTERPART_SUITE: "inngest" },
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

/** The cloud calls the suite's functions, which are served here: it must be told an address that leads to them. */
function refuseUnreachableApp(): void {
  const missing = ["INNGEST_SIGNING_KEY", "JOBS_SERVE_URL"].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  throw new PlainError(
    `With INNGEST_EVENT_KEY the suite runs against Inngest's cloud, which needs ${missing.join(" and ")}: ` +
      "its signing key, and an address at which it reaches port 8289 of this machine.",
  );
}

async function whyUnreachable(address: string): Promise<string | null> {
  if (!URL.canParse(address)) throw new PlainError(`"${address}" is not an address of an Inngest.`);
  try {
    const { status } = await fetch(new URL("/health", address), { signal: AbortSignal.timeout(3_000) });
    return status < 500 ? null : `status ${status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || String(Reflect.get(cause, "code")) : String(cause);
  }
}
