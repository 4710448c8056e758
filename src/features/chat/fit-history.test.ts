import { describe, expect, it } from "vitest";
import { fitHistory, type HistoryMessage } from "./fit-history";

const said = (role: "user" | "assistant", text: string, tokens: number): HistoryMessage => ({ role, text, tokens });
/** Newest first, as a branch is read. */
const branch = [
  said("user", "C", 10),
  said("assistant", "b", 10),
  said("user", "B", 10),
  said("assistant", "a", 10),
  said("user", "A", 10),
];

describe("fitHistory", () => {
  it("keeps everything that fits, oldest first", () => {
    expect(fitHistory(branch, 70)).toMatchObject({
      messages: [{ text: "A" }, { text: "a" }, { text: "B" }, { text: "b" }, { text: "C" }],
      dropped: 0,
    });
  });

  it("drops the oldest, and never begins with an answer", () => {
    expect(fitHistory(branch, 69).messages.map(({ text }) => text)).toEqual(["B", "b", "C"]);
    expect(fitHistory(branch, 69).dropped).toBe(2);
    expect(fitHistory(branch, 14).messages.map(({ text }) => text)).toEqual(["C"]);
  });

  it("leaves out answers that never said anything, and counts them as kept", () => {
    const withFailed = [said("user", "again", 1), said("assistant", "", 0), said("user", "first", 1)];
    expect(fitHistory(withFailed, 100)).toEqual({
      messages: [said("user", "first", 1), said("user", "again", 1)],
      dropped: 0,
      leftOutFiles: 0,
    });
  });

  it("keeps nothing where not even the question fits", () => {
    expect(fitHistory(branch, 13)).toEqual({ messages: [], dropped: 5, leftOutFiles: 0 });
  });
});
