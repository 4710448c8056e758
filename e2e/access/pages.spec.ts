import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";
import { type Role, roleHas } from "~/server/permissions";
import { SUPERADMIN_EMAIL, SUPERADMIN_NAME } from "../fixtures/installation";
import { password, signUp } from "../fixtures/people";
import { rawRequest } from "../fixtures/raw-http";
import { test } from "../fixtures/test";
import { pagePolicies } from "./declared";
import { type Policy, permissionOf, type Standing } from "./policy";

type Visitor = Standing & { name: string; cookie: string };

const canary = `Canary${randomUUID().slice(0, 8)}`;

/** The ways in which one page can be asked for: as a document, as data for the client, by tricks that opened others' doors. */
const manners: { name: string; path: (path: string) => string; headers?: Record<string, string> }[] = [
  { name: "document", path: (path) => path },
  { name: "data", path: (path) => `${path}?_rsc=abcde`, headers: { rsc: "1" } },
  { name: "prefetch", path: (path) => `${path}?_rsc=abcde`, headers: { rsc: "1", "next-router-prefetch": "1" } },
  {
    name: "segment",
    path: (path) => `${path}?_rsc=abcde`,
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  },
  { name: ".rsc", path: (path) => `${path}.rsc` },
  { name: ".segment.rsc", path: (path) => `${path}.segments/_tree.segment.rsc` },
  { name: "doubled slash", path: (path) => path.replaceAll("/", "//") },
  { name: "encoded slash", path: (path) => path.replace("/o/", "/o%2f").replace("/admin/", "/admin%2f") },
  { name: "dots", path: (path) => `/api/../${path.slice(1)}` },
  {
    name: "middleware bypass, CVE-2025-29927",
    path: (path) => path,
    headers: {
      "x-middleware-subrequest":
        "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware:proxy:src/proxy:src/proxy",
    },
  },
  {
    name: "forged rewrite",
    path: (path) => path,
    headers: { "x-middleware-rewrite": "/", "x-nextjs-data": "1", "x-invoke-path": "/" },
  },
];

test("every page shows itself to whom the table says, and nothing of it to others, however it is asked for", async ({
  origin,
  backstage,
  playwright,
}) => {
  test.setTimeout(180_000);
  const enter = async (name: string, email: string, organizationName?: string) => {
    const request = await playwright.request.newContext({ baseURL: origin });
    const wanted = { name, email, ...(organizationName === undefined ? {} : { organizationName }) };
    const { slug } = await signUpOrIn(request, origin, wanted);
    const { cookies } = await request.storageState();
    await request.dispose();
    return { slug, email, cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; ") };
  };
  const address = () => `${randomUUID().slice(0, 8)}@access.example`;
  const owner = await enter(`${canary} Owner`, address(), `${canary} Works`);
  const visitors: Visitor[] = [
    { name: "nobody", cookie: "", isSignedIn: false, isSuperadmin: false, role: null },
    { name: "outsider", ...(await enter("Outsider", address())), isSignedIn: true, isSuperadmin: false, role: null },
    { name: "owner", ...owner, isSignedIn: true, isSuperadmin: false, role: "owner" },
    {
      name: "superadmin",
      ...(await enter(SUPERADMIN_NAME, SUPERADMIN_EMAIL)),
      isSignedIn: true,
      isSuperadmin: true,
      role: null,
    },
  ];
  for (const role of ["viewer", "member", "admin"] as const) {
    const person = await enter(`${canary} ${role}`, address());
    await backstage.join(person.email, owner.slug, role);
    visitors.push({ name: role, ...person, isSignedIn: true, isSuperadmin: false, role });
  }
  const removed = await enter("Removed", address());
  await backstage.join(removed.email, owner.slug, "owner");
  await backstage.leave(removed.email, owner.slug);
  visitors.push({ name: "removed", ...removed, isSignedIn: true, isSuperadmin: false, role: null });

  const wrong: string[] = [];
  const orgId = await backstage.orgId(owner.slug);
  for (const [page, policy] of Object.entries(pagePolicies)) {
    const path = page
      .replace("/o/[org]", `/o/${owner.slug}`)
      .replace("[orgId]", orgId)
      .replace(/\[\w+\]/, randomUUID());
    for (const visitor of visitors) {
      const isAllowed = mayOpen(policy, visitor);
      for (const manner of isAllowed ? manners.slice(0, 1) : manners) {
        const answer = await rawRequest(origin, manner.path(path), {
          headers: { cookie: visitor.cookie, ...manner.headers },
        });
        const seen = `${answer.status} ${answer.headers.location ?? ""}`.trim();
        // Members see their own organisation's name around a page that is closed to their role; nobody else does.
        const leaks = visitor.role === null && answer.text.includes(canary);
        if (isAllowed ? ![200, 307, 404].includes(answer.status) : leaks || answer.status === 500) {
          wrong.push(`${page} (${policy}) for ${visitor.name} as ${manner.name}: ${seen}`);
        }
        const closed =
          policy === "development" ? answer.status === 404 : isClosed(answer.status, answer.headers.location, visitor);
        if (!isAllowed && manner.name === "document" && !closed) {
          wrong.push(`${page} (${policy}) for ${visitor.name}: ${seen} instead of a closed door`);
        }
        if (isAllowed && answer.status === 404 && !page.includes("[")) wrong.push(`${page} for ${visitor.name}: 404`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

function mayOpen(policy: Policy, who: Standing): boolean {
  if (policy === "public") return true;
  if (policy === "signed_in") return who.isSignedIn;
  if (policy === "superadmin") return who.isSuperadmin;
  if (policy === "development") return false;
  return who.role !== null && roleHas(who.role satisfies Role, permissionOf(policy));
}

/** To sign-in for whoever is not signed in; for the others the page does not exist. */
function isClosed(status: number, location: string | undefined, who: Standing): boolean {
  return who.isSignedIn
    ? status === 404 || status === 403
    : status === 307 && (location ?? "").startsWith("/sign-in?next=");
}

/** The superadmin's address is one for the whole installation: another test may have signed it up. */
async function signUpOrIn(
  request: APIRequestContext,
  origin: string,
  wanted: { name: string; email: string; organizationName?: string },
) {
  const response = await request.post("/api/auth/sign-in", {
    data: { email: wanted.email, password },
    headers: { origin },
  });
  if (!response.ok()) return signUp(request, origin, wanted);
  const { redirectTo }: { redirectTo: string } = await response.json();
  return { slug: redirectTo.split("/")[2] ?? "" };
}
