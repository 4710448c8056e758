import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path";

describe("safePath", () => {
  it.each(["/o/acme/chat", "/o/acme/credits?kind=usage#top", "/"])("goes on to %s", (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example/",
    "javascript:alert(1)",
    "o/acme",
    "/api/auth/sign-out",
    "/a\u0000b",
    "",
    null,
    undefined,
    `/${"a".repeat(3000)}`,
  ])("refuses %s", (path) => {
    expect(safePath(path)).toBeNull();
  });
});
