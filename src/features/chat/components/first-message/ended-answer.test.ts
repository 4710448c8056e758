import { expect, test } from "vitest";
import { endedAnswerOf } from "./ended-answer";

const question = { id: "q", role: "user", status: "complete" } as const;

test("an answer has ended when the server says that it is complete, and only the last one counts", () => {
  const answer = (status: "streaming" | "complete" | "stopped" | "failed" | "interrupted") =>
    endedAnswerOf([question, { id: "a", role: "assistant", status }]);
  expect(answer("complete")).toBe("a");
  for (const status of ["streaming", "stopped", "failed", "interrupted"] as const) expect(answer(status)).toBeNull();
  expect(endedAnswerOf([])).toBeNull();
  expect(endedAnswerOf([question])).toBeNull();
  expect(endedAnswerOf([question, { id: "a", role: "assistant", status: "complete" }, question])).toBeNull();
});
