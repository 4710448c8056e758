import { expect, test } from "vitest";
import { assertSameOrigin } from "./same-origin";

const check = (headers: Record<string, string>) => () =>
  assertSameOrigin(new Headers(headers), "https://counterpart.example");

test("a request of our own page passes", () => {
  expect(
    check({ host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }),
  ).not.toThrow();
  expect(check({ host: "internal:8080", origin: "https://counterpart.example" })).not.toThrow();
});

test("a program without a browser passes: it has no cookies that a page could borrow", () => {
  expect(check({ host: "localhost:3000" })).not.toThrow();
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a sibling site", { "sec-fetch-site": "same-site" }],
  ["another origin", { origin: "https://evil.example" }],
  ["an origin that is nothing", { origin: "null" }],
])("a request of %s is refused", (_name, headers) => {
  expect(check({ host: "localhost:3000", ...headers })).toThrow(expect.objectContaining({ code: "foreign_origin" }));
});
