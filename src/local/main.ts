import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./paths";
import { PlainError } from "./plain-error";

type Command = { run(args: string[]): Promise<number> };

const commands: Record<string, () => Promise<Command>> = {
  dev: () => import("./commands/dev"),
  start: () => import("./commands/start"),
  build: () => import("./commands/build"),
  check: () => import("./commands/check"),
  test: () => import("./commands/test"),
  bench: () => import("./commands/bench"),
  "ledger-check": () => import("./commands/ledger-check"),
  "files-swift": () => import("./commands/files-swift"),
  "jobs-inngest": () => import("./commands/jobs-inngest"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = commands[name];
if (!load) {
  console.error(`There is no command "${name}". Known: ${Object.keys(commands).join(", ")}.`);
  process.exit(1);
}

// Neither Next nor Prisma nor better-auth reports anything to anybody from here.
Object.assign(process.env, {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  BETTER_AUTH_TELEMETRY: "0",
  DO_NOT_TRACK: "1",
});
const envFile = join(projectRoot, ".env");
// Tests must not depend on what somebody configured for themselves.
if (name !== "test" && existsSync(envFile)) process.loadEnvFile(envFile);

try {
  const command = await load();
  process.exit(await command.run(args));
} catch (error) {
  console.error(`\n${error instanceof PlainError ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
