import { expect, test } from "vitest";
import { ListMailsInput } from "./mail.schema";
import { mailPageParam, mailsInput } from "./mail-search-params";

const id = "0190c2a0-0000-4000-8000-000000000000";

test("a page's address leads back to the same page", () => {
  const cursor = { at: "2026-11-20T10:00:00.000Z", id };
  const question = mailsInput({ q: " mira ", state: "failed", page: mailPageParam(cursor) });
  expect(ListMailsInput.parse(question)).toEqual({ search: "mira", state: "failed", cursor, limit: 50 });
});

test("whatever stands in the address, the question is one that the server accepts", () => {
  for (const wrong of [
    "~",
    "x~y",
    `x~${id}`,
    `2026-11-20T10:00:00.000Z~${id}x`,
    `2026-13-45T99:00:00Z~${id}`,
    "\u0000",
    "x".repeat(1000),
  ]) {
    const question = mailsInput({ q: wrong, state: null, page: wrong });
    expect(ListMailsInput.safeParse(question).success).toBe(true);
    expect(question.cursor).toBeUndefined();
  }
});
