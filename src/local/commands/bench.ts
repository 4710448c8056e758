import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../paths";
import { PlainError } from "../plain-error";

/** `npm run bench`: measures on this machine and writes one JSON; the arguments go to bench/run.ts. */
export async function run(args: string[]): Promise<number> {
  const script = join(projectRoot, "bench/run.ts");
  if (!existsSync(script)) throw new PlainError("There is no bench/run.ts.");
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ...args], {
    cwd: projectRoot,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}
