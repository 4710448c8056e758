import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^~\//, replacement: `${root}src/` },
      { find: /^server-only$/, replacement: `${root}src/testing/server-only.ts` },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "prisma/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["src/testing/vitest-cluster.ts"],
    environment: "node",
    // The machine this is sized for has two cores, and PostgreSQL needs some of them.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NEXT_TELEMETRY_DISABLED: "1", TZ: "UTC", LOG_LEVEL: "silent" },
  },
});
