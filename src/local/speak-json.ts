import { format } from "node:util";

/** From here on, whatever this process prints is a line of JSON like those of the processes that it starts. */
export function speakJson(): void {
  const levels = { log: "info", info: "info", warn: "warn", error: "error" } as const;
  for (const name of ["log", "info", "warn", "error"] as const) {
    console[name] = (...said: unknown[]) => {
      const msg = format(...said).trim();
      const line = { level: levels[name], time: new Date().toISOString(), process: "launcher", msg };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    };
  }
}
