import { expect, test } from "vitest";
import { ConfinedFailure, runConfined } from "./confined-program";

const limits = { timeoutMs: 10_000, memoryBytes: 250 * 1024 * 1024 };
const bytes = new Uint8Array([1, 2, 3]);
const run = (program: string, change: Partial<typeof limits> = {}) =>
  runConfined(program, { bytes, given: { name: "x" } }, { ...limits, ...change });
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof ConfinedFailure ? error.reason : String(error)),
  );

test("a program gets the bytes and what it was given, and its answer comes back", async () => {
  const program =
    "async function work(bytes, given) { console.log('noise'); return { sum: bytes[0] + bytes[2], ...given }; }";
  expect(await run(program)).toEqual({ sum: 4, name: "x" });
});

test("it has nothing of the configuration", async () => {
  expect(await run("async function work() { return Object.keys(process.env); }")).toEqual(["NODE_ENV"]);
});

test("one that swells outside of the heap of scripts is ended, and takes nothing of this process with it", async () => {
  const swelling = `async function work() {
    const kept = [];
    for (let n = 0; n < 400; n += 1) kept.push(new Uint8Array(8 * 1024 * 1024).fill(n));
    return kept.length;
  }`;
  const before = process.memoryUsage.rss();
  expect(await reasonOf(run(swelling))).toBe("memory");
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
});

test("one that swells within the heap of scripts is ended too", async () => {
  const swelling = "async function work() { const kept = []; for (;;) kept.push({ n: kept.length, text: [1, 2] }); }";
  expect(await reasonOf(run(swelling))).toBe("memory");
});

test("the memory of this process counts for nothing: the innocent are not ended for their neighbours", async () => {
  const neighbour = new Uint8Array(limits.memoryBytes + 50 * 1024 * 1024).fill(1);
  const slow =
    "async function work(bytes) { await new Promise((done) => setTimeout(done, 200)); return bytes.length; }";
  expect(await run(slow)).toBe(3);
  expect(neighbour.byteLength).toBeGreaterThan(limits.memoryBytes);
});

test("one that hangs is ended in time, and one that fails says nothing", async () => {
  expect(await reasonOf(run("async function work() { for (;;); }", { timeoutMs: 500 }))).toBe("time");
  expect(await reasonOf(run("async function work() { throw new Error('no'); }"))).toBe("broken");
  expect(await reasonOf(run("this is no program"))).toBe("broken");
});
