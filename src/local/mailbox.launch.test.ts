import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Launched, launch } from "~/testing/launch";
import { processesOf } from "~/testing/processes-of";
import { browserLaunchOptions } from "../../e2e/fixtures/browser";
import { rawRequest } from "../../e2e/fixtures/raw-http";
import { freePort } from "./free-port";

// The mailbox is there while the application is developed on, and nowhere else.

const email = "mira@halden.example";
let dataDir: string;
let installation: Launched;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "counterpart-mailbox-"));
  // PostgreSQL's account has to enter it when we are root.
  await chmod(dataDir, 0o755);
  const env = { NEXT_DIST_DIR: ".next-mailbox-test", HOST: "localhost" };
  installation = launch("dev", { dataDir, port: await freePort(), env });
  [browser] = await Promise.all([
    browserLaunchOptions().then((options) => chromium.launch(options)),
    installation.ready(200_000),
  ]);
  const response = await fetch(`${installation.baseUrl}/api/auth/sign-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: "correct horse battery", name: "Mira Okafor", organizationName: "Halden" }),
  });
  expect(response.status).toBe(200);
  // Each is compiled when it is asked for the first time.
  for (const path of [
    "/forgot-password",
    "/mailbox",
    "/reset-password?token=x",
    "/api/auth/forgot-password",
    "/api/auth/reset-password",
  ]) {
    await (await fetch(`${installation.baseUrl}${path}`)).text();
  }
}, 400_000);

afterAll(async () => {
  await browser.close();
  installation.child.kill("SIGTERM");
  await installation.ended();
  for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

test("a password is reset through the mailbox page: asked for, read, followed, and used to sign in", {
  timeout: 120_000,
}, async () => {
  const context = await browser.newContext({ locale: "en" });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(`${installation.baseUrl}/forgot-password`);
  await untilAlive(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "E-mail me a link" }).click();
  await page.getByRole("status").first().waitFor();

  await page.goto(`${installation.baseUrl}/mailbox`);
  await page.getByRole("link", { name: "Choose a new password" }).first().click();
  const mail = page.frameLocator("iframe");
  const [reset] = await Promise.all([
    context.waitForEvent("page"),
    mail.getByRole("link", { name: "Choose a new password" }).click(),
  ]);
  await reset.waitForURL(/\/reset-password\?token=/);
  await untilAlive(reset);
  await reset.getByLabel("New password").fill("a password of today");
  const [answer] = await Promise.all([
    reset.waitForResponse((response) => response.url().endsWith("/api/auth/reset-password")),
    reset.getByRole("button", { name: "Save and sign in" }).click(),
  ]);
  expect(answer.status()).toBe(200);
  await context.close();

  const signIn = (password: string) =>
    fetch(`${installation.baseUrl}/api/auth/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  expect((await signIn("correct horse battery")).status).toBe(401);
  expect((await signIn("a password of today")).status).toBe(200);
});

/** A form that is pressed before its script has come is sent as forms without scripts are. */
async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("form") ?? {}).some((key) => key.startsWith("__reactProps")),
  );
}

test.each([
  ["localhost", 200],
  ["127.0.0.1", 200],
  // Another site's name that leads to this machine.
  ["rebound.example", 404],
  ["localhost.rebound.example", 404],
  ["127.0.0.1.rebound.example", 404],
])("asked for by the name %s the mailbox answers %i", { timeout: 60_000 }, async (name, status) => {
  const { port } = new URL(installation.baseUrl);
  const answer = await rawRequest(installation.baseUrl, "/mailbox", { headers: { host: `${name}:${port}` } });
  expect(answer.status).toBe(status);
});
