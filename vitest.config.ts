import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Tests that start whole installations take the ports and cores of a machine: they run apart, by this name. */
const isLauncherSuite = process.env.COUNTERPART_SUITE === "launcher";
/** Against a real Inngest: `npm run jobs:inngest` only. */
const isInngestSuite = process.env.COUNTERPART_SUITE === "inngest";
/** Against OpenStack Swift: `npm run files:swift` only. */
const isSwiftSuite = process.env.COUNTERPART_SUITE === "swift";

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^~\//, replacement: `${root}src/` },
      { find: /^server-only$/, replacement: `${root}src/local/app-server/server-only.ts` },
    ],
  },
  test: {
    include: isLauncherSuite
      ? ["src/local/**/*.launch.test.ts", "e2e/faults/**/*.launch.test.ts"]
      : isInngestSuite
        ? ["src/adapters/jobs/jobs.inngest.test.ts"]
        : isSwiftSuite
          ? ["src/adapters/files/s3-files.swift.test.ts"]
          : ["src/**/*.test.{ts,tsx}", "prisma/**/*.test.ts", "inngest/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: [
      "**/node_modules/**",
      ...(isLauncherSuite ? [] : ["**/*.launch.test.ts"]),
      ...(isInngestSuite ? [] : ["**/*.inngest.test.ts"]),
      ...(isSwiftSuite ? [] : ["**/*.swift.test.ts"]),
    ],
    globalSetup: isLauncherSuite || isInngestSuite || isSwiftSuite ? [] : ["src/testing/vitest-cluster.ts"],
    environment: "node",
    // The machine this is sized for has two cores, and PostgreSQL needs some of them.
    maxWorkers: isLauncherSuite ? 1 : 2,
    testTimeout: isInngestSuite ? 240_000 : 30_000,
    hookTimeout: 60_000,
    env: {
      NEXT_TELEMETRY_DISABLED: "1",
      TZ: "UTC",
      LOG_LEVEL: "silent",
      // Makes the configuration readable; tests connect to databases of their own.
      APP_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
      AUTH_SECRET: "a secret of tests that guards nothing",
    },
  },
});
