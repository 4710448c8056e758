import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startTaskLoop } from "./task-loop";

test("a task that throws is reported, runs again, and stops no other", async () => {
  const errors: string[] = [];
  let good = 0;
  let bad = 0;
  const loop = startTaskLoop(
    [
      { name: "bad", everySeconds: 0.01, run: async () => Promise.reject(new Error(`try ${++bad}`)) },
      { name: "good", everySeconds: 0.01, run: async () => ++good },
    ],
    (name, error) => errors.push(`${name}: ${error instanceof Error ? error.message : error}`),
  );
  while (bad < 3 || good < 3) await sleep(5);
  await loop.stop();
  expect(errors.slice(0, 2)).toEqual(["bad: try 1", "bad: try 2"]);
});

test("a wake-up runs the named task at once, and no other", async () => {
  const ran: string[] = [];
  const task = (name: string) => ({ name, everySeconds: 3600, run: async () => ran.push(name) });
  const loop = startTaskLoop([task("a"), task("b")], () => undefined);
  await sleep(10);
  loop.wake("a");
  await sleep(10);
  loop.wake();
  await sleep(10);
  await loop.stop();
  expect(ran).toEqual(["a", "b", "a", "a", "b"]);
});

test("a wake-up while the task runs makes it run once more", async () => {
  let runs = 0;
  const loop = startTaskLoop(
    [{ name: "a", everySeconds: 3600, run: () => sleep(20).then(() => runs++) }],
    () => undefined,
  );
  await sleep(5);
  loop.wake("a");
  loop.wake("a");
  await sleep(80);
  expect(runs).toBe(2);
  await loop.stop();
});

test("stopping waits for what runs and starts nothing more", async () => {
  let finished = 0;
  const loop = startTaskLoop(
    [{ name: "a", everySeconds: 0, run: () => sleep(30).then(() => finished++) }],
    () => undefined,
  );
  await loop.stop();
  const after = finished;
  await sleep(50);
  expect(after).toBe(1);
  expect(finished).toBe(1);
});
