import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import { createClerkKeys } from "~/testing/clerk/clerk-keys";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function headersAt(appUrl: string, variables: Record<string, string> = {}): Promise<Headers> {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.stubEnv("APP_URL", appUrl);
  vi.stubEnv("NODE_ENV", "production");
  const { proxy } = await import("./proxy");
  return proxy(new NextRequest(`${appUrl}/sign-in`)).headers;
}

test("an installation behind https tells browsers to stay there; one on this machine does not", async () => {
  expect((await headersAt("https://chat.example")).get("strict-transport-security")).toMatch(/max-age=\d{8}/);
  expect((await headersAt("http://localhost:3000")).get("strict-transport-security")).toBeNull();
});

test("scripts run by a nonce of the page's own alone, and nobody may frame a page", async () => {
  const policy = (await headersAt("https://chat.example")).get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic';/);
  expect(policy).not.toContain("unsafe-eval");
  expect(policy).toContain("frame-ancestors 'none'");
});

const clerk = {
  CLERK_SECRET_KEY: "sk_live_1",
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.chat.example$")}`,
  CLERK_JWT_KEY: createClerkKeys().publicPem,
};

test("a stranger's scripts, calls and frames are Clerk's alone, and only where Clerk signs people in", async () => {
  const without = (await headersAt("https://chat.example", clerk)).get("content-security-policy") ?? "";
  expect(without).not.toMatch(/https:|frame-src|worker-src/);
  const policy =
    (await headersAt("https://chat.example", { ...clerk, AUTH_PROVIDER: "clerk" })).get("content-security-policy") ??
    "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^ ]+' 'strict-dynamic' https:\/\/clerk\.chat\.example /);
  expect(policy).toContain("connect-src 'self' https://clerk.chat.example;");
  expect([...new Set(policy.match(/https:\/\/[^ ;]+/g))].sort()).toEqual([
    "https://challenges.cloudflare.com",
    "https://clerk.chat.example",
    "https://img.clerk.com",
  ]);
  expect(policy).toContain("frame-ancestors 'none'");
});

test("a page may send to the place where uploads are kept, and to no other", async () => {
  const connect = async (variables: Record<string, string>) => {
    const policy = (await headersAt("https://chat.example", variables)).get("content-security-policy") ?? "";
    return /connect-src ([^;]+)/.exec(policy)?.[1];
  };
  expect(await connect({})).toBe("'self'");
  expect(await connect({ FILES_PROVIDER: "s3", S3_BUCKET: "things", S3_ENDPOINT: "https://s3.example:9000/x" })).toBe(
    "'self' https://s3.example:9000 https://things.s3.example:9000",
  );
  expect(await connect({ FILES_PROVIDER: "s3", S3_BUCKET: "things", S3_ENDPOINT: "", S3_REGION: "eu-north-1" })).toBe(
    "'self' https://s3.eu-north-1.amazonaws.com https://things.s3.eu-north-1.amazonaws.com",
  );
  expect(await connect({ FILES_PROVIDER: "uploadthing", UPLOADTHING_TOKEN: "t" })).toBe(
    "'self' https://*.ingest.uploadthing.com",
  );
});
