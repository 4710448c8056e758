import { readdirSync, readFileSync } from "node:fs";
import { isAlive } from "~/local/process-alive";

/** Ids of the living processes that carry `mark` in their command line or environment. Linux only. */
export function processesOf(mark: string): number[] {
  return readdirSync("/proc")
    .map((name) => Number.parseInt(name, 10))
    .filter(
      (pid) =>
        pid > 0 &&
        pid !== process.pid &&
        isAlive(pid) &&
        (read(pid, "cmdline").includes(mark) || read(pid, "environ").includes(mark)),
    );
}

function read(pid: number, file: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
