import { expect, test } from "vitest";
import { FairLine } from "./fair-line";

const make = (options: { atOnce?: number; maxWaitMs?: number } = {}) =>
  new FairLine({ atOnce: 2, maxWaitMs: 10_000, refusal: () => new Error("waited too long"), ...options });

/** Work that ends when it is told to, and says who it was. */
function bench(line: FairLine) {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const bring = (person: string, name = person) =>
    line.run(person, async () => {
      started.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.push(resolve);
      await promise;
      return name;
    });
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { started, bring, settled, endOldest: () => ends.shift()?.() };
}

test("a person who brings many pieces holds up others by one at most", async () => {
  const { started, bring, settled, endOldest } = bench(make({ atOnce: 1 }));
  const all = [bring("eager", "e1"), bring("eager", "e2"), bring("eager", "e3"), bring("calm", "c1"), bring("third")];
  for (let piece = 0; piece < all.length; piece += 1) {
    await settled();
    endOldest();
  }
  await Promise.all(all);
  expect(started).toEqual(["e1", "e2", "c1", "third", "e3"]);
});

test("one person never has two places, and nobody more than there are", async () => {
  const { started, bring, settled, endOldest } = bench(make());
  const all = [bring("a", "a1"), bring("a", "a2"), bring("b", "b1"), bring("c", "c1")];
  await settled();
  expect(started).toEqual(["a1", "b1"]);
  endOldest();
  await settled();
  expect(started).toHaveLength(3);
  for (let piece = 0; piece < all.length; piece += 1) {
    endOldest();
    await settled();
  }
  expect(await Promise.all(all)).toEqual(["a1", "a2", "b1", "c1"]);
});

test("whoever waits for too long is refused, and leaves no gap in the line", async () => {
  const { bring, settled, endOldest, started } = bench(make({ atOnce: 1, maxWaitMs: 20 }));
  const first = bring("a", "a1");
  await expect(bring("b", "b1")).rejects.toThrow("waited too long");
  const last = bring("c", "c1");
  endOldest();
  await settled();
  endOldest();
  expect(await Promise.all([first, last])).toEqual(["a1", "c1"]);
  expect(started).toEqual(["a1", "c1"]);
});

test("work that fails gives its place on", async () => {
  const line = make({ atOnce: 1 });
  await expect(line.run("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await line.run("a", async () => "next")).toBe("next");
});
