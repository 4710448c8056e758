import { expect, test } from "vitest";
import { clerkFrontendHost } from "./clerk-frontend-host";

const key = (host: string, kind = "live") => `pk_${kind}_${btoa(host)}`;

test("a publishable key names the host that Clerk's scripts come from, with or without its padding", () => {
  expect(clerkFrontendHost(key("clerk.chat.example$"))).toBe("clerk.chat.example");
  expect(clerkFrontendHost(key("Happy-Cat-12.clerk.accounts.dev$", "test").replace(/=+$/, ""))).toBe(
    "happy-cat-12.clerk.accounts.dev",
  );
  expect(clerkFrontendHost(key("127.0.0.1:3117$"))).toBe("127.0.0.1:3117");
});

test.each([
  "",
  "pk_live_",
  "sk_live_c2VjcmV0",
  key("clerk.chat.example"),
  key("nodots$"),
  key("clerk.example.com$; script-src *$"),
  key("clerk.example.com 'unsafe-inline'$"),
  key("*.example.com$"),
  key("clerk.example.com/path$"),
  key("user@clerk.example.com$"),
  key("clerk.example.com\n$"),
])("what could widen the content policy is no key: %s", (value) => {
  expect(clerkFrontendHost(value)).toBeNull();
});
