import { describe, expect, it } from "vitest";
import type { KnownError } from "~/lib/client-error";
import type { Attachment } from "../attachments";
import { createFileDrafts, type Upload } from "./file-drafts";

function memoryShelf() {
  const rows = new Map<string, string>();
  return {
    rows,
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    removeItem: (key: string) => void rows.delete(key),
  };
}

const attachment = (id: string): Attachment => ({
  id,
  kind: "text",
  name: `${id}.md`,
  contentType: "text/markdown",
  size: 3,
  width: null,
  height: null,
  pages: null,
  textTokens: 1,
});

/** Uploads that end when they are told to. */
function world(shelf = memoryShelf()) {
  const uploads: (Parameters<Upload>[1] & {
    name: string;
    resolve: (a: Attachment) => void;
    reject: (e: KnownError) => void;
  })[] = [];
  const released: string[] = [];
  const drafts = createFileDrafts({
    shelf,
    upload: (file, on) => new Promise((resolve, reject) => uploads.push({ name: file.name, ...on, resolve, reject })),
    release: (id) => released.push(id),
  });
  const add = (key: string, ...names: string[]) =>
    drafts.add(
      key,
      names.map((name) => ({ file: new File(["abc"], name, { type: "text/markdown" }), error: null })),
    );
  return { drafts, uploads, released, add, shelf };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const broken: KnownError = { code: "unavailable", details: {}, requestId: null, fields: {} };

describe("the files of a draft", () => {
  it("upload with progress, are looked at, and are ready", async () => {
    const { drafts, uploads, add } = world();
    add("a", "one.md");
    uploads[0]?.progress(0.4);
    expect(drafts.read("a")).toMatchObject([{ name: "one.md", phase: "uploading", progress: 0.4 }]);
    uploads[0]?.sent();
    expect(drafts.read("a")).toMatchObject([{ phase: "checking" }]);
    uploads[0]?.resolve(attachment("one"));
    await settled();
    expect(drafts.read("a")).toMatchObject([{ phase: "ready", attachment: { id: "one" } }]);
  });

  it("survive a reload once they are ready, and not before", async () => {
    const { uploads, add, shelf } = world();
    add("a", "one.md", "two.md");
    uploads[0]?.resolve(attachment("one"));
    await settled();
    expect(world(shelf).drafts.read("a")).toMatchObject([{ name: "one.md", phase: "ready", isFresh: true }]);
  });

  it("say that they failed, can be tried again, and can be taken out", async () => {
    const { drafts, uploads, add } = world();
    add("a", "one.md");
    uploads[0]?.reject(broken);
    await settled();
    const [failed] = drafts.read("a");
    expect(failed).toMatchObject({ phase: "failed", error: { code: "unavailable" } });
    drafts.retry(failed?.key ?? "");
    expect(drafts.read("a")).toMatchObject([{ phase: "uploading", error: null }]);
    uploads[1]?.resolve(attachment("one"));
    await settled();
    expect(drafts.read("a")).toMatchObject([{ phase: "ready" }]);
    drafts.remove("a", failed?.key ?? "");
    expect(drafts.read("a")).toEqual([]);
  });

  it("that are cancelled leave nothing, and are given up when they arrive all the same", async () => {
    const { drafts, uploads, released, add } = world();
    add("a", "one.md");
    drafts.remove("a", drafts.read("a")[0]?.key ?? "");
    expect(uploads[0]?.signal.aborted).toBe(true);
    uploads[0]?.resolve(attachment("one"));
    await settled();
    expect(drafts.read("a")).toEqual([]);
    expect(released).toEqual(["one"]);
  });

  it("are no more than a message may have", () => {
    const { drafts, add } = world();
    expect(add("a", ...Array.from({ length: 12 }, (_, n) => `${n}.md`))).toBe(2);
    expect(drafts.read("a")).toHaveLength(10);
  });

  it("go with the message, come back when it is refused, and are forgotten when it is taken", async () => {
    const { drafts, uploads, add, shelf } = world();
    add("a", "one.md");
    uploads[0]?.resolve(attachment("one"));
    await settled();
    expect(drafts.take("a").map(({ id }) => id)).toEqual(["one"]);
    expect(drafts.read("a")).toEqual([]);
    // A reload in between loses nothing.
    expect(world(shelf).drafts.read("a")).toHaveLength(1);
    drafts.giveBack("a");
    expect(drafts.read("a")).toMatchObject([{ name: "one.md" }]);
    drafts.take("a");
    drafts.settle("a", "b");
    expect([drafts.read("a"), drafts.read("b"), [...shelf.rows]]).toEqual([[], [], []]);
  });

  it("that are still arriving stay with the draft, and move to the conversation that began", async () => {
    const { drafts, uploads, add } = world();
    add("new", "one.md");
    expect(drafts.take("new")).toEqual([]);
    drafts.settle("new", "b");
    uploads[0]?.resolve(attachment("one"));
    await settled();
    expect(drafts.read("b")).toMatchObject([{ phase: "ready", attachment: { id: "one" } }]);
  });

  it("of a message that is edited are not deleted when they are taken out of the draft", () => {
    const { drafts, released } = world();
    drafts.write("edit", [attachment("one"), attachment("two")]);
    drafts.remove("edit", drafts.read("edit")[0]?.key ?? "");
    expect(drafts.take("edit").map(({ id }) => id)).toEqual(["two"]);
    expect(released).toEqual([]);
  });

  it("say so when they are gone after a reload", () => {
    const { drafts } = world();
    drafts.write("a", [attachment("one"), attachment("two")]);
    drafts.confirm("a", [
      { id: "one", error: { ...broken, code: "not_found" } },
      { id: "two", error: null },
    ]);
    expect(drafts.read("a")).toMatchObject([{ phase: "failed", error: { code: "not_found" } }, { phase: "ready" }]);
  });

  it("are nothing where something else stands on the shelf", () => {
    for (const text of ["{", "[]", '[{"attachment":1}]', '{"a":1}', '[{"attachment":{"id":1},"isFresh":true}]']) {
      const shelf = memoryShelf();
      shelf.setItem("files:a", text);
      expect(world(shelf).drafts.read("a")).toEqual([]);
    }
  });
});
