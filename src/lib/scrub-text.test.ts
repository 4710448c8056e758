import { expect, test } from "vitest";
import { maskQuoted, scrubText } from "./scrub-text";

test.each([
  ["postgresql://app:hunter22@db.example:5432/x refused", "postgresql://…@db.example:5432/x refused"],
  ["GET https://api.example/v1/files?token=abc123&x=1 gave 403", "GET https://api.example/v1/files?… gave 403"],
  ["GET https://api.example/v1/files#token gave 403", "GET https://api.example/v1/files?… gave 403"],
  ["Authorization: Bearer abc.def-123", "Authorization: Bearer …"],
  ["Incorrect API key provided: sk-proj-abcdef123456", "Incorrect API key provided: …"],
  ["AKIAIOSFODNN7EXAMPLE is not known", "… is not known"],
  ["token eyJhbGciOi.eyJzdWIi.c2ln expired", "token … expired"],
  ["no mailbox ada.l+x@people.example here", "no mailbox …@… here"],
  ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
])("%s is told without what is secret in it", (text, clean) => {
  expect(scrubText(text, [])).toBe(clean);
});

test("a value of the configuration never appears, whatever it looks like", () => {
  expect(scrubText("the key is plain words, twice: plain words", ["plain words"])).toBe("the key is …, twice: …");
});

test("a text is one line and no longer than it may be", () => {
  expect(scrubText(`a\n  b${"c".repeat(500)}`, [], 20)).toBe(`a b${"c".repeat(16)}…`);
});

test("what stands in quotation marks of any kind is left out, closed or not", () => {
  expect(maskQuoted('Unexpected token, "say it" and `this` and \'that\' and "open')).toBe(
    "Unexpected token, “…” and “…” and “…” and “…”",
  );
});
