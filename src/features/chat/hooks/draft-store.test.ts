import { describe, expect, it } from "vitest";
import { createDraftStore, draftKey } from "./draft-store";

function memoryShelf(): Pick<Storage, "getItem" | "setItem" | "removeItem"> & { rows: Map<string, string> } {
  const rows = new Map<string, string>();
  return {
    rows,
    getItem: (key) => rows.get(key) ?? null,
    setItem: (key, value) => void rows.set(key, value),
    removeItem: (key) => void rows.delete(key),
  };
}

describe("draft store", () => {
  it("gives a draft back after a reload", () => {
    const shelf = memoryShelf();
    createDraftStore(shelf).write("a", "half a thought");
    expect(createDraftStore(shelf).read("a")).toBe("half a thought");
  });

  it("leaves nothing behind once a draft is emptied", () => {
    const shelf = memoryShelf();
    const drafts = createDraftStore(shelf);
    drafts.write("a", "x");
    drafts.write("a", "");
    expect(shelf.rows.size).toBe(0);
    expect(drafts.read("a")).toBe("");
  });

  it("keeps the text in memory where the browser refuses to store it", () => {
    const full = {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("quota");
      },
      removeItem: () => undefined,
    };
    const drafts = createDraftStore(full);
    expect(drafts.read("a")).toBe("");
    drafts.write("a", "kept");
    expect(drafts.read("a")).toBe("kept");
  });

  it("keeps a message that is being sent through a reload, though the field is empty", () => {
    const shelf = memoryShelf();
    const drafts = createDraftStore(shelf);
    drafts.write("a", "first");
    expect(drafts.take("a")).toBe("first");
    expect(drafts.read("a")).toBe("");
    drafts.write("a", "next");
    expect(createDraftStore(shelf).read("a")).toBe("first\n\nnext");
  });

  it("forgets a message that was taken, and moves what was typed since to its conversation", () => {
    const shelf = memoryShelf();
    const drafts = createDraftStore(shelf);
    drafts.write("new", "first");
    drafts.take("new");
    drafts.write("new", "next");
    drafts.settle("new", "c1");
    expect([...shelf.rows]).toEqual([["c1", "next"]]);
    expect(drafts.read("new")).toBe("");
  });

  it("puts a refused message back in front of what was typed since", () => {
    const drafts = createDraftStore(memoryShelf());
    drafts.write("a", "first");
    drafts.take("a");
    drafts.write("a", "next");
    drafts.giveBack("a");
    expect(drafts.read("a")).toBe("first\n\nnext");
  });

  it("keeps people, organisations and conversations apart", () => {
    const base = { userId: "u", orgId: "o", conversationId: "c" };
    const keys = [base, { ...base, userId: "v" }, { ...base, orgId: "p" }, { ...base, conversationId: null }].map(
      draftKey,
    );
    expect(new Set(keys).size).toBe(4);
  });
});
