import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Journal } from "./contract-functions";
import type { JobEvent } from "./jobs.port";

export type JobsSubject = {
  send(events: JobEvent[]): Promise<void>;
  journal: Journal;
  /** How long the engine may take for one thing, in milliseconds. */
  patienceMs: number;
};

/** What every engine does with the same functions: ours, and an Inngest. */
export function testJobsContract(subject: () => JobsSubject): void {
  const send = async (name: string, data: object = {}, id: string = randomUUID()) => {
    const key = randomUUID();
    await subject().send([{ id, name, data: { key, ...data } }]);
    return key;
  };
  const entries = async (key: string, count: number) => {
    const { journal, patienceMs } = subject();
    for (const started = Date.now(); journal.of(key).length < count && Date.now() - started < patienceMs; )
      await sleep(10);
    return journal.of(key);
  };
  /** Time in which something that must not happen would have happened. */
  const settle = () => sleep(Math.min(1_000, subject().patienceMs / 10));

  it.concurrent("runs each step once, with the results of those before it as they were", async () => {
    const key = await send("suite/steps");
    expect(await entries(key, 3)).toEqual(["one", "two after 1naïve \u0000 ✓", "three after 2"]);
  });

  it.concurrent("runs a function that has no steps", async () => {
    expect(await entries(await send("suite/bare"), 1)).toEqual(["ran true"]);
  });

  it.concurrent("runs parallel steps side by side, each once, and joins them", async () => {
    const key = await send("suite/parallel");
    const found = await entries(key, 5);
    expect([...found].sort()).toEqual(["a", "a2", "b", "c", "joined a2,b,c"]);
    expect(found.at(-1)).toBe("joined a2,b,c");
    expect(subject().journal.most.get(key)).toBeGreaterThan(1);
  });

  it.concurrent("sleeps for a time, and until a time", async () => {
    const [before, after] = (await entries(await send("suite/sleep"), 2)).map((entry) => Number(entry.split(" ")[1]));
    expect((after ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(1_950);
  });

  it.concurrent("waits for the event that matches, and no longer than it was told", async () => {
    const key = await send("suite/wait");
    // Nobody can see when it begins to wait: the wrong answers come first, and both come again until one is heard.
    for (let told = 0; told < 100 && subject().journal.of(key).length === 0; told++) {
      await sleep(Math.min(300, subject().patienceMs / 20));
      await subject().send([
        { id: randomUUID(), name: "suite/answer", data: { key: "another", value: "wrong" } },
        { id: randomUUID(), name: "suite/answer", data: { key, value: "right" } },
      ]);
    }
    expect(await entries(key, 2)).toEqual(["found right", "late null"]);
  });

  it.concurrent("invokes a function and gets its result, or its error", async () => {
    expect(await entries(await send("suite/invoke"), 2)).toEqual(["doubled 42", "failed asked to fail"]);
  });

  it.concurrent("sends events from a step, which begin only what asks for them", async () => {
    const key = await send("suite/send");
    expect(await entries(key, 1)).toEqual(["received 2"]);
    await settle();
    expect(await entries(key, 2 - 1)).toEqual(["received 2"]);
  });

  it.concurrent("tries a failed step again, when it was told to or later, and counts", async () => {
    expect(await entries(await send("suite/retry"), 3)).toEqual(["attempt 0", "attempt 1", "attempt 2"]);
  });

  it.concurrent("gives a step's error to the function when there are no more attempts", async () => {
    expect(await entries(await send("suite/catch"), 3)).toEqual(["bad", "bad", "caught not today"]);
  });

  it.concurrent("does not try again what says that it is no use, and tells the failure handler", async () => {
    expect(await entries(await send("suite/fail"), 2)).toEqual(["tried", "told no use trying"]);
  });

  it.concurrent("cancels the run that an event means, and no other", async () => {
    const [meant, other] = [await send("suite/cancelled"), await send("suite/cancelled")];
    await entries(meant, 1);
    await entries(other, 1);
    await subject().send([{ id: randomUUID(), name: "suite/cancel", data: { key: meant } }]);
    expect(await entries(other, 2)).toEqual(["began", "went on"]);
    expect(await entries(meant, 1)).toEqual(["began"]);
  });

  it.concurrent("begins one run for events of one id, and one for each idempotency key", async () => {
    const id = randomUUID();
    const key = await send("suite/bare", {}, id);
    await subject().send([{ id, name: "suite/bare", data: { key } }]);
    const keyed = randomUUID();
    for (const part of ["x", "x", "y"])
      await subject().send([{ id: randomUUID(), name: "suite/once", data: { key: keyed, part } }]);
    expect((await entries(keyed, 2)).sort()).toEqual(["ran x", "ran y"]);
    await settle();
    expect((await entries(keyed, 2)).sort()).toEqual(["ran x", "ran y"]);
    expect(await entries(key, 1)).toEqual(["ran true"]);
  });

  it.concurrent("keeps to the limit under each key, and works on different keys at once", async () => {
    const [key, left, right] = [randomUUID(), randomUUID(), randomUUID()];
    await subject().send(
      [left, right, left, right, left].map((lane) => ({ id: randomUUID(), name: "suite/narrow", data: { key, lane } })),
    );
    expect(await entries(key, 5)).toHaveLength(5);
    const { most } = subject().journal;
    expect([most.get(left), most.get(right), most.get(key)]).toEqual([1, 1, 2]);
  });
}
