import { log } from "../log";
import { processName } from "../process-name";

/** An error that nobody caught ends the process with a line of the log, instead of whatever the runtime prints of it. */
export function speakLastWords(): void {
  process.on("uncaughtException", (error) => {
    say(error);
    process.exit(1);
  });
}

function say(error: Error): void {
  try {
    log().fatal({ err: error }, "the process cannot go on");
  } catch {
    // A configuration that cannot be used configures no log either. What is wrong with it is told by name, without values.
    const line = { level: "fatal", time: new Date().toISOString(), process: processName(), msg: error.message };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}
