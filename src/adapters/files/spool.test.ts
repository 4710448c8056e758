import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asStream } from "./exact-size";
import { spooled, tidySpool } from "./spool";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = new Uint8Array(5_000);

test("what was spooled is there while it is worked with, and gone afterwards, however that ended", async () => {
  const seen: string[] = [];
  const size = await spooled(asStream(bytes), { folder }, async (file) => {
    seen.push(file.path);
    expect(existsSync(file.path)).toBe(true);
    return file.size;
  });
  expect(size).toBe(5_000);
  const failing = spooled(asStream(bytes), { folder }, () => Promise.reject(new Error("cut")));
  await expect(failing).rejects.toThrow("cut");
  await expect(spooled(asStream(bytes), { folder, max: 10 }, async () => 0)).rejects.toMatchObject({
    code: "file_too_large",
  });
  expect(seen).toHaveLength(1);
  expect(await readdir(folder)).toEqual([]);
});

test("a temporary disk that is full is told as such, and nothing half-written stays", async () => {
  // The kernel's own device that is always full.
  const full = spooled(asStream(bytes), { folder, openFile: () => open("/dev/full", "w") }, async () => 0);
  await expect(full).rejects.toMatchObject({ code: "storage_full" });
  expect(await readdir(folder)).toEqual([]);
});

test("what killed processes left is removed when it is old, and nobody else's file is", async () => {
  const [old, young, foreign] = [`counterpart-spool-${randomUUID()}`, `counterpart-spool-${randomUUID()}`, "other"];
  for (const name of [old, young, foreign]) await writeFile(join(folder, name), bytes);
  const yesterday = new Date(Date.now() - 86_400_000);
  for (const name of [old, foreign]) await utimes(join(folder, name), yesterday, yesterday);
  await tidySpool(3_600_000, folder);
  expect((await readdir(folder)).sort()).toEqual([young, foreign].sort());
});
