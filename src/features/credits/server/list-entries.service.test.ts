import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createModel, plainPrice } from "~/features/ledger/testing/ledger-fixture";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { EntryFilter } from "../credits.schema";
import { bookUsage } from "../testing/book-usage";
import { entriesDownload } from "./entries-download";

let db: TestDatabase;
let backend: Backend;
let modelId: string;
let owner: OrgScope;
let member: OrgScope;

/** A grant, a purchase, and eleven charges by two people: 13 entries. */
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  modelId = await createModel(db.owner, plainPrice);
  owner = await createScope(backend, { name: '=Mira, "the boss"' });
  member = await createScope(backend, { role: "member", org: owner.org, name: "Jonas 100%" });
  await callerOf(owner).credits.buy({ credits: 500, key: randomUUID() });
  for (let call = 0; call < 11; call++)
    await bookUsage(call % 3 === 0 ? member : owner, modelId, { output: 10 + call });
});

afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

const numbersOf = (page: { entries: { seq: bigint }[] }) => page.entries.map(({ seq }) => Number(seq));

describe("pages of entries", () => {
  it.each([1, 2, 3, 5, 13, 50])("are complete, without gaps or doubles, at %d a page and both ways", async (limit) => {
    const { credits } = callerOf(owner);
    const down: number[] = [];
    let page = await credits.entries({ filter: { kind: "all" }, limit });
    expect(page.newer).toBeNull();
    down.push(...numbersOf(page));
    while (page.older !== null) {
      page = await credits.entries({
        filter: { kind: "all" },
        limit,
        cursor: { direction: "older", seq: page.older.toString() },
      });
      down.push(...numbersOf(page));
    }
    expect(down).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const up = numbersOf(page);
    while (page.newer !== null) {
      page = await credits.entries({
        filter: { kind: "all" },
        limit,
        cursor: { direction: "newer", seq: page.newer.toString() },
      });
      up.unshift(...numbersOf(page));
    }
    expect(up).toEqual(down);
  });

  it("do not shift when entries arrive while somebody reads", async () => {
    const scope = await createScope(backend);
    for (let call = 0; call < 5; call++) await bookUsage(scope, modelId);
    const { credits } = callerOf(scope);
    const first = await credits.entries({ filter: { kind: "all" }, limit: 3 });
    await bookUsage(scope, modelId);
    const second = await credits.entries({
      filter: { kind: "all" },
      limit: 3,
      cursor: { direction: "older", seq: String(first.older) },
    });
    expect([...numbersOf(first), ...numbersOf(second)]).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe("filters", () => {
  const today = new Date().toISOString().slice(0, 10);
  const count = async (filter: Omit<EntryFilter, "kind"> & { kind?: EntryFilter["kind"] }) => {
    const { credits } = callerOf(owner);
    const asked = { kind: "all" as const, ...filter };
    const { entries } = await credits.entries({ filter: asked, limit: 100 });
    expect((await credits.entryTotals({ filter: asked })).count).toBe(entries.length);
    return entries.length;
  };

  it("narrow by kind, member, model, day and words", async () => {
    expect(await count({ kind: "usage" })).toBe(11);
    expect(await count({ kind: "grants" })).toBe(1);
    expect(await count({ kind: "purchases" })).toBe(1);
    expect(await count({ kind: "adjustments" })).toBe(0);
    expect(await count({ memberId: member.userId })).toBe(4);
    expect(await count({ modelId })).toBe(11);
    expect(await count({ from: today, to: today })).toBe(13);
    expect(await count({ to: "2020-01-01" })).toBe(0);
    expect(await count({ from: "2099-01-01" })).toBe(0);
    expect(await count({ search: "jonas" })).toBe(4);
    expect(await count({ search: "№ 7" })).toBe(1);
  });

  it("take percent signs and quotes of a search as they are written", async () => {
    expect(await count({ search: "100%" })).toBe(4);
    expect(await count({ search: "1_0%" })).toBe(0);
    expect(await count({ search: "'; DROP TABLE ledger_entry; --" })).toBe(0);
  });

  it("refuse days and ids that are none", async () => {
    const { credits } = callerOf(owner);
    const refused = { code: "BAD_REQUEST" };
    await expect(credits.entries({ filter: { kind: "all", from: "2026-02-31" } })).rejects.toMatchObject(refused);
    await expect(credits.entries({ filter: { kind: "all", memberId: "x' OR 1" } })).rejects.toMatchObject(refused);
    await expect(credits.entries({ filter: { kind: "all" }, limit: 10_000 })).rejects.toMatchObject(refused);
    await expect(credits.entries({ filter: { kind: "all", search: "a\u0000b" } })).rejects.toMatchObject(refused);
  });
});

describe("the file", () => {
  const linesOf = async (scope: OrgScope, filter: Record<string, string> = {}) =>
    (await entriesDownload({ org: scope }, filter).text()).trim().split("\r\n");

  it("has every filtered entry, and defuses what a spreadsheet would run", async () => {
    const lines = await linesOf(owner);
    expect(lines).toHaveLength(1 + 13);
    expect(lines.filter((line) => line.includes(`"'=Mira, ""the boss"""`))).toHaveLength(8);
    expect(lines.some((line) => /(^|,)"?[=+@]/.test(line))).toBe(false);
    expect(await linesOf(owner, { kind: "purchases" })).toHaveLength(2);
  });

  it("adds up to the balance", async () => {
    const [head = "", ...lines] = await linesOf(owner);
    const column = head.split(",").indexOf("credits");
    const sum = lines.map((line) => line.replace(/"[^"]*(""[^"]*)*"/g, "").split(",")[column] ?? "");
    const ucr = sum.reduce((total, credits) => total + BigInt(credits.replace(".", "")), 0n);
    expect(ucr).toBe((await callerOf(owner).credits.now()).postedUcr);
  });

  it("gives a member their own lines, and a viewer or a stranger none", async () => {
    expect(await linesOf(member)).toHaveLength(1 + 4);
    const viewer = await createScope(backend, { role: "viewer", org: owner.org });
    expect(() => entriesDownload({ org: viewer }, {})).toThrow("lacks credits.read_own");
    expect(() => entriesDownload({ org: null }, {})).toThrow("organisation not found");
    expect(() => entriesDownload(null, {})).toThrow("no valid session");
    expect(() => entriesDownload({ org: owner }, { orgId: randomUUID() })).toThrow("filter does not fit");
  });
});
