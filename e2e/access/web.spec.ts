import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { ChatPage } from "../fixtures/chat-page";
import { password } from "../fixtures/people";
import { rawRequest } from "../fixtures/raw-http";
import { test } from "../fixtures/test";
import { routePolicies } from "./declared";
import { pageEntries, procedureEntries, routeEntries } from "./entries";

test("every page and answer carries the headers that keep browsers from harm", async ({ origin }) => {
  for (const path of ["/", "/sign-in", "/nothing/here", "/api/health", "/api/trpc/account.me"]) {
    const { headers } = await rawRequest(origin, path);
    expect(headers["content-security-policy"], path).toMatch(
      /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/,
    );
    expect(headers["content-security-policy"]?.match(/script-src [^;]*/)?.[0], path).not.toMatch(
      /unsafe-inline|unsafe-eval/,
    );
    expect(headers, path).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    expect(headers["referrer-policy"], path).toBeTruthy();
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
  const nonces = await Promise.all(
    ["/", "/"].map(
      async (path) =>
        /nonce-([^']+)/.exec((await rawRequest(origin, path)).headers["content-security-policy"] ?? "")?.[1],
    ),
  );
  expect(new Set(nonces).size).toBe(2);
});

test("a conversation that is somebody else's and one that is not there say 404 alike", async ({
  people,
  say,
  origin,
}) => {
  const [mine, theirs] = [await people.person(), await people.person()];
  const chat = new ChatPage(theirs.page, say, theirs.slug);
  await chat.open();
  await chat.send("Hello");
  await chat.answered();
  const foreign = theirs.page.url().split("/").at(-1) ?? "";
  const document = async (person: typeof mine, conversationId: string) => {
    const cookies = await person.page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    return rawRequest(origin, `/o/${person.slug}/chat/${conversationId}`, { headers: { cookie } });
  };
  expect((await document(theirs, foreign)).status).toBe(200);
  for (const id of [foreign, randomUUID(), "no-id"]) expect((await document(mine, id)).status, id).toBe(404);
  await mine.page.goto(`/o/${mine.slug}/chat/${foreign}`);
  await expect(mine.page.getByText(say("chat.conversation.missing"))).toBeVisible();
});

test("the session's cookie is out of reach of scripts and of other sites", async ({ origin }) => {
  const { status, headers } = await rawRequest(origin, "/api/auth/sign-up", {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: `${randomUUID()}@web.example`, password }),
  });
  expect(status).toBe(200);
  expect(headers["set-cookie"]).toMatch(/HttpOnly/i);
  expect(headers["set-cookie"]).toMatch(/SameSite=(Lax|Strict)/i);
});

test("a request of another origin is refused at every entry that can change something", async ({ people, origin }) => {
  const { context, slug } = await people.person();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const posts = [
    ...routeEntries()
      // No cookie opens what other servers call, which sign what they say, nor what programs call with their key.
      .filter(({ name, method }) => method !== "GET" && !/^(?:signature|key\b)/.test(routePolicies[name] ?? ""))
      .map(({ name, method }) => ({ method, path: (name.split(" ")[1] ?? "").replaceAll(/\[\w+\]/g, randomUUID()) })),
    ...procedureEntries()
      .filter(({ kind }) => kind === "mutation")
      .map(({ name }) => ({ method: "POST", path: `/api/trpc/${name}` })),
  ];
  expect(posts.length).toBeGreaterThan(8);
  for (const { method, path } of posts) {
    for (const foreign of foreignHeaders(origin)) {
      const answer = await rawRequest(origin, path, {
        method,
        headers: { cookie, "x-org": slug, "content-type": "application/json", ...foreign },
        body: "{}",
      });
      expect(
        `${answer.status} ${/"code":"(\w+)"/.exec(answer.text)?.[1]}`,
        `${method} ${path} ${JSON.stringify(foreign)}`,
      ).toBe("403 foreign_origin");
    }
  }
});

test("what other servers call is shut without their signature, whoever is signed in", async ({ people, origin }) => {
  const { context, slug } = await people.person();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const signed = routeEntries().filter(({ name, method }) => method !== "GET" && routePolicies[name] === "signature");
  expect(signed.length).toBeGreaterThan(3);
  for (const { name, method } of signed) {
    const path = (name.split(" ")[1] ?? "").replaceAll(/\[(\.\.\.)?\w+\]/g, randomUUID());
    const headers = { cookie, "x-org": slug, "content-type": "application/json", origin };
    const { status } = await rawRequest(origin, path, { method, headers, body: "{}" });
    expect([400, 401, 403, 404], `${method} ${path}: ${status}`).toContain(status);
  }
});

test("nothing is changed by GET: no mutation answers to it", async ({ people, origin }) => {
  const { context, slug, email } = await people.person();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const { name } of procedureEntries().filter(({ kind }) => kind === "mutation")) {
    const answer = await rawRequest(
      origin,
      `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify({ json: {} }))}`,
      { headers: { cookie, "x-org": slug } },
    );
    expect(answer.status, name).toBe(405);
  }
  for (const { name, method } of routeEntries().filter(({ method }) => method !== "GET")) {
    const path = (name.split(" ")[1] ?? "").replaceAll(/\[\w+\]/g, randomUUID());
    if (routeEntries().some((other) => other.name === `GET ${name.split(" ")[1]}`)) continue;
    const answer = await rawRequest(origin, path, { headers: { cookie, "x-org": slug } });
    expect(answer.status, `${method} ${path} by GET`).toBe(405);
  }
  expect((await context.request.get("/api/trpc/account.me")).ok()).toBe(true);
  expect(email).toContain("@");
});

test("a page's own address after sign-in cannot lead to another site", async ({ people, say, origin }) => {
  for (const next of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/%09/evil.example",
  ]) {
    const { page, email, context } = await people.person();
    await context.clearCookies({ name: /session/ });
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel(say("auth.email")).fill(email);
    await page.getByLabel(say("auth.password"), { exact: true }).fill(password);
    await page.getByRole("button", { name: say("auth.signIn") }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    expect(new URL(page.url()).origin, next).toBe(origin);
  }
});

test("the list of pages that are asked for is the list of pages that there are", () => {
  expect(pageEntries().length).toBeGreaterThan(3);
});

/** What browsers say of themselves when another site's page makes them ask. */
function foreignHeaders(origin: string): Record<string, string>[] {
  return [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: `${origin}.evil.example` },
  ];
}
