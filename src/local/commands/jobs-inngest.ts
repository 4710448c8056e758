import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "../paths";
import { PlainError } from "../plain-error";

const standard = "http://localhost:8288";

/**
 * `npm run jobs:inngest`: the suite that the worker is held to, against a real Inngest: the one that
 * INNGEST_BASE_URL or INNGEST_DEV names, else a development server at its usual address. Says so when there
 * is none; that is a failure only where one was named.
 */
export async function run(): Promise<number> {
  const { INNGEST_BASE_URL: own, INNGEST_DEV: development } = process.env;
  const address = own || development || standard;
  const problem = await whyUnreachable(address);
  if (problem !== null) {
    const message = `No Inngest answers at ${address} (${problem}): nothing was run, nothing is known.`;
    if (own || development) throw new PlainError(message);
    console.log(`${message}\nStart one, or name it with INNGEST_BASE_URL or INNGEST_DEV.`);
    return 0;
  }
  const env = own ? {} : { INNGEST_DEV: address };
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
    cwd: projectRoot,
    env: { ...process.env, ...env, COUNTERPART_SUITE: "inngest" },
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
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
