import { describe, expect, it } from "vitest";
import { chooseBranch, pathOf } from "./branches";

let clock = 0;

function message(id: string, parentId: string | null) {
  clock += 1000;
  return { id, parentId, createdAt: new Date(clock) };
}

const question = message("q1", null);
const answer = message("a1", "q1");
const again = message("a2", "q1");
const followUp = message("q2", "a1");
const followAnswer = message("a3", "q2");
const edited = message("q1b", null);
const editedAnswer = message("a4", "q1b");
const all = [question, answer, again, followUp, followAnswer, edited, editedAnswer];

const ids = (choice = {}): string[] => pathOf(all, choice).map((step) => step.message.id);

describe("pathOf", () => {
  it("shows the newest branch until another is chosen", () => {
    expect(ids()).toEqual(["q1b", "a4"]);
  });

  it("counts the alternatives of a fork in the order they were made", () => {
    const [first] = pathOf(all);
    expect(first?.siblings).toEqual(["q1", "q1b"]);
    expect(first?.index).toBe(1);
  });

  it("keeps a message whose parent is not loaded", () => {
    expect(pathOf([message("x", "missing")]).map((step) => step.message.id)).toEqual(["x"]);
  });

  it("ends on a loop instead of hanging", () => {
    expect(pathOf([message("a", "b"), message("b", "a")])).toEqual([]);
  });
});

describe("chooseBranch", () => {
  it("brings an earlier answer back with everything under it", () => {
    const choice = chooseBranch(all, {}, "a1");
    expect(ids(choice)).toEqual(["q1", "a1", "q2", "a3"]);
  });

  it("remembers the choice below when a fork above changes and changes back", () => {
    const first = chooseBranch(all, {}, "a1");
    const away = chooseBranch(all, first, "q1b");
    expect(ids(away)).toEqual(["q1b", "a4"]);
    expect(ids(chooseBranch(all, away, "q1"))).toEqual(["q1", "a1", "q2", "a3"]);
  });
});
