import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./fixtures/browser";
import "./fixtures/json-imports";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  globalSetup: "./fixtures/global-setup.ts",
  // The machine this is sized for has two cores, for the browser, the server and the database together.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.COUNTERPART_E2E_REPORT ?? "../test-results/report.json" }]],
  use: {
    browserName: "chromium",
    // Set by the global setup, before the workers read this.
    baseURL: process.env.E2E_BASE_URL,
    launchOptions: await browserLaunchOptions(),
    // What is drawn is kept once something failed; film of every test costs a fifth of the time.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    locale: "en-US",
    timezoneId: "UTC",
  },
});
