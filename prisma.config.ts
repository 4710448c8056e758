import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "prisma/config";

// Generating the client needs no engine, yet the command refuses to start without one, and tries to
// download it. Where no engine is installed, any executable satisfies the check.
const engines = join(import.meta.dirname, "node_modules/@prisma/engines");
const hasEngine = existsSync(engines) && process.env.PRISMA_SCHEMA_ENGINE_BINARY !== undefined;
if (!hasEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY = process.execPath;

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/counterpart" },
});
