import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function headersAt(appUrl: string): Promise<Headers> {
  vi.resetModules();
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
