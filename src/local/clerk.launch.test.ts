import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FakeClerk, type FakeClerkUser, startFakeClerk } from "~/testing/clerk/clerk-server";
import { type Launched, launch } from "~/testing/launch";
import { processesOf } from "~/testing/processes-of";
import { freePort } from "./free-port";

// One installation, switched to Clerk by its variables alone, and asked over HTTP as browsers and Clerk do.

let dataDir: string;
let clerk: FakeClerk;
let installation: Launched;
let user: FakeClerkUser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "counterpart-clerk-"));
  // PostgreSQL's account has to enter it when we are root.
  await chmod(dataDir, 0o755);
  clerk = await startFakeClerk({ frontendHost: "clerk.counterpart.test" });
  user = clerk.addUser({ organizationName: "Halden Freight" });
  installation = launch("start", {
    dataDir,
    port: await freePort(),
    env: {
      HOST: "localhost",
      AUTH_PROVIDER: "clerk",
      CLERK_SECRET_KEY: clerk.secretKey,
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
      CLERK_JWT_KEY: clerk.keys.publicPem.replaceAll("\n", "\\n"),
      CLERK_WEBHOOK_SECRET: clerk.webhookSecret,
      CLERK_API_URL: clerk.apiUrl,
    },
  });
  await installation.ready(300_000);
}, 310_000);

afterAll(async () => {
  installation.child.kill("SIGTERM");
  await installation.ended();
  await clerk.close();
  for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

function ask(path: string, options: { method?: string; token?: string; headers?: Headers; body?: string } = {}) {
  const headers = new Headers(options.headers);
  if (options.token !== undefined) headers.set("cookie", `__session=${options.token}; __client_uat=1`);
  return fetch(`${installation.baseUrl}${path}`, {
    method: options.method ?? "GET",
    headers,
    redirect: "manual",
    ...(options.body === undefined ? {} : { body: options.body }),
  });
}

const tokenOf = (someone: FakeClerkUser) => clerk.openSession(someone.id, installation.baseUrl).token;

async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  return JSON.stringify(body).match(/"code":"([a-z_]+)"/)?.[1];
}

test("the launcher says who signs people in", async () => {
  await vi.waitFor(() => expect(installation.output()).toMatch(/Sign-in +Clerk\\n/), 10_000);
});

test("the sign-in and sign-up pages hold Clerk's component with the instance's key, and no form of ours", async () => {
  for (const page of ["/sign-in", "/sign-up"]) {
    const response = await ask(page);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain(`data-clerk-publishable-key="${clerk.publishableKey}"`);
    expect(html).not.toContain('type="password"');
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/connect-src [^;]*https:\/\/clerk\.counterpart\.test/);
  }
});

test("a page and a call are answered for a token of Clerk's, and for nobody else", async () => {
  const arrived = await ask("/enter", { token: tokenOf(user) });
  // Whoever is new is led to their first steps, whoever signs them in.
  expect(arrived.headers.get("location")).toMatch(/\/welcome$/);
  expect((await ask("/welcome", { token: tokenOf(user) })).headers.get("location")).toMatch(/\/welcome\/start$/);
  expect((await ask("/welcome/start", { token: tokenOf(user) })).status).toBe(200);
  expect((await ask("/o/halden-freight/chat", { token: tokenOf(user) })).status).toBe(200);
  const me = await ask("/api/trpc/account.me", { token: tokenOf(user) });
  expect(me.status).toBe(200);
  const text = await me.text();
  expect(text).toContain(user.email);
  // The first person of an empty installation, as with the embedded sign-in.
  expect(text).toContain('"isSuperadmin":true');
  expect((await ask("/api/trpc/account.me")).status).toBe(401);
  const elsewhere = clerk.openSession(user.id, "https://elsewhere.example").token;
  expect((await ask("/api/trpc/account.me", { token: elsewhere })).status).toBe(401);
  expect((await ask("/o/halden-freight/chat")).headers.get("location")).toContain("/sign-in?next=");
});

test("whoever has not proved an address is told what to do, in page and call", async () => {
  const unproved = clerk.addUser({ verified: false });
  const page = await ask("/o/halden-freight/chat", { token: tokenOf(unproved) });
  expect(page.headers.get("location")).toContain("/enter?next=");
  const help = await (await ask("/enter", { token: tokenOf(unproved) })).text();
  expect(help).toContain("Your e-mail address is not confirmed.");
  const call = await ask("/api/trpc/account.me", { token: tokenOf(unproved) });
  expect([call.status, await codeOf(call)]).toEqual([403, "email_unverified"]);
});

test("the doors of the embedded sign-in are shut", async () => {
  const headers = new Headers({ "content-type": "application/json" });
  const body = JSON.stringify({ email: user.email, password: "correct horse battery" });
  for (const path of ["/api/auth/sign-in", "/api/auth/sign-up"]) {
    expect((await ask(path, { method: "POST", headers, body })).status).toBe(404);
  }
});

test("signing out ends the session at Clerk and here", async () => {
  const { sessionId, token } = clerk.openSession(user.id, installation.baseUrl);
  const response = await ask("/api/auth/sign-out", { method: "POST", token });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie().join()).toContain("__session=; Path=/; Max-Age=0");
  expect(clerk.sessions.get(sessionId)?.status).toBe("revoked");
  expect((await ask("/api/trpc/account.me", { token })).status).toBe(401);
});

test("Clerk's messages are taken when they are Clerk's: a deleted user is out with the next request", async () => {
  const leaving = clerk.addUser();
  const token = tokenOf(leaving);
  expect((await ask("/api/trpc/account.me", { token })).status).toBe(200);
  const message = clerk.message("user.deleted", { id: leaving.id, object: "user", deleted: true });
  const deliver = (body: string) => ask("/api/webhooks/clerk", { method: "POST", headers: message.headers, body });
  const forged = await deliver(message.body.replace(leaving.id, user.id));
  expect([forged.status, await codeOf(forged)]).toEqual([401, "signature_invalid"]);
  expect(await (await deliver(message.body)).json()).toEqual({ duplicate: false });
  expect(await (await deliver(message.body)).json()).toEqual({ duplicate: true });
  expect((await ask("/api/trpc/account.me", { token })).status).toBe(401);
  expect((await ask("/api/trpc/account.me", { token: tokenOf(user) })).status).toBe(200);
});
