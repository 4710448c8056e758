import { expect, test } from "vitest";
import { readAnswer, readError } from "./answer";

const canary = "sk-canary-0123456789";

test("an error that the app did not tell itself is kept without what looks like a secret", () => {
  expect(readError(`no ${canary}`).message).toBe("no …");
  expect(readError({ name: "E", message: `http://a:${canary}@x.example/y?z=${canary}` }).message).toBe(
    "http://…@x.example/y?…",
  );
});

test("of an answer that is none, a short piece is kept, without what looks like a secret", () => {
  const answer = readAnswer({ status: 500, headers: {}, body: `<p>Bearer ${canary}</p>${"x".repeat(5_000)}` }, [], 0);
  if (answer.type !== "failed") throw new Error(answer.type);
  expect(answer.error.message).toContain("<p>Bearer …");
  expect(answer.error.message).not.toContain("canary");
  expect(answer.error.message.length).toBeLessThan(300);
});
