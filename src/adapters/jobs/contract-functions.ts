import { type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";

/** What the functions of the suite did, by the key in their event's data. */
export class Journal {
  private readonly entries = new Map<string, string[]>();
  private readonly inside = new Map<string, number>();
  readonly most = new Map<string, number>();

  add(key: string, entry: string): void {
    this.entries.set(key, [...this.of(key), entry]);
  }

  of(key: string): string[] {
    return this.entries.get(key) ?? [];
  }

  /** Counts who is inside at once under a name. */
  async stay(name: string, ms: number): Promise<void> {
    const now = (this.inside.get(name) ?? 0) + 1;
    this.inside.set(name, now);
    this.most.set(name, Math.max(now, this.most.get(name) ?? 0));
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.inside.set(name, now - 1 < 0 ? 0 : (this.inside.get(name) ?? 1) - 1);
  }
}

/** One function for each promise of the suite. Each does what its name says and writes it down. */
export function contractFunctions(client: Inngest, journal: Journal): InngestFunction.Any[] {
  const note = (event: { data: Record<string, unknown> }, entry: string) => journal.add(String(event.data.key), entry);

  const steps = client.createFunction({ id: "steps", triggers: { event: "suite/steps" } }, async ({ event, step }) => {
    const one = await step.run("one", () => {
      note(event, "one");
      return { value: 1, text: "naïve \u0000 ✓" };
    });
    const two = await step.run("two", () => {
      note(event, `two after ${one.value}${one.text}`);
      return one.value + 1;
    });
    await step.run("three", () => note(event, `three after ${two}`));
    return { total: one.value + two };
  });

  const parallel = client.createFunction(
    { id: "parallel", triggers: { event: "suite/parallel" } },
    async ({ event, step }) => {
      const work = (name: string) =>
        step.run(name, async () => {
          await journal.stay(event.data.key, 100);
          note(event, name);
          return name;
        });
      const write = <T>(entry: string, result: T): T => {
        note(event, entry);
        return result;
      };
      const all = await Promise.all([
        work("a").then((a) => step.run("a2", () => write("a2", `${a}2`))),
        work("b"),
        work("c"),
      ]);
      await step.run("joined", () => note(event, `joined ${all.join(",")}`));
    },
  );

  const sleeper = client.createFunction(
    { id: "sleeper", triggers: { event: "suite/sleep" } },
    async ({ event, step }) => {
      await step.run("before", () => note(event, `before ${Date.now()}`));
      await step.sleep("a moment", "1s");
      const until = await step.run("until", () => new Date(Date.now() + 1_000).toISOString());
      await step.sleepUntil("then", until);
      await step.run("after", () => note(event, `after ${Date.now()}`));
    },
  );

  const waiter = client.createFunction({ id: "waiter", triggers: { event: "suite/wait" } }, async ({ event, step }) => {
    const found = await step.waitForEvent("answer", { event: "suite/answer", match: "data.key", timeout: "1h" });
    await step.run("found", () => note(event, `found ${found?.data.value}`));
    const late = await step.waitForEvent("never", {
      event: "suite/answer",
      if: "async.data.value == 'never'",
      timeout: "1s",
    });
    await step.run("late", () => note(event, `late ${late}`));
  });

  const invoked = client.createFunction(
    { id: "invoked", triggers: { event: "suite/never" }, retries: 0 },
    async ({ event, step }) => {
      if (event.data.fail) throw new NonRetriableError("asked to fail");
      return step.run("double", () => ({ doubled: event.data.value * 2 }));
    },
  );
  const invoker = client.createFunction(
    { id: "invoker", triggers: { event: "suite/invoke" } },
    async ({ event, step }) => {
      const result = await step.invoke("call", { function: invoked, data: { value: 21 } });
      await step.run("result", () => note(event, `doubled ${result.doubled}`));
      try {
        await step.invoke("call again", { function: invoked, data: { fail: true } });
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        await step.run("error", () => note(event, `failed ${message}`));
      }
    },
  );

  const sender = client.createFunction({ id: "sender", triggers: { event: "suite/send" } }, async ({ event, step }) => {
    await step.sendEvent("tell", [
      { name: "suite/sent", data: { key: event.data.key, value: 1 } },
      { name: "suite/sent", data: { key: event.data.key, value: 2 } },
    ]);
  });
  const receiver = client.createFunction(
    { id: "receiver", triggers: { event: "suite/sent", if: "event.data.value > 1" } },
    async ({ event, step }) => {
      await step.run("received", () => note(event, `received ${event.data.value}`));
    },
  );

  const retrying = client.createFunction(
    { id: "retrying", retries: 2, triggers: { event: "suite/retry" } },
    async ({ event, step, attempt }) => {
      await step.run("third time", () => {
        note(event, `attempt ${attempt}`);
        if (attempt === 0) throw new RetryAfterError("later", "1s");
        if (attempt === 1) throw new Error("once more");
      });
    },
  );

  const catching = client.createFunction(
    { id: "catching", retries: 1, triggers: { event: "suite/catch" } },
    async ({ event, step }) => {
      try {
        await step.run("bad", () => {
          note(event, "bad");
          throw new TypeError("not today");
        });
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        await step.run("caught", () => note(event, `caught ${message}`));
      }
    },
  );

  const failing = client.createFunction(
    {
      id: "failing",
      retries: 5,
      triggers: { event: "suite/fail" },
      onFailure: async ({ event, error, step }) => {
        const original = event.data.event.data;
        await step.run("told", () => journal.add(String(original.key), `told ${error.message}`));
      },
    },
    async ({ event, step }) => {
      await step.run("no use", () => {
        note(event, "tried");
        throw new NonRetriableError("no use trying");
      });
    },
  );

  const cancelled = client.createFunction(
    {
      id: "cancelled",
      triggers: { event: "suite/cancelled" },
      cancelOn: [{ event: "suite/cancel", if: "async.data.key == event.data.key" }],
    },
    async ({ event, step }) => {
      await step.run("began", () => note(event, "began"));
      await step.sleep("long enough", "3s");
      await step.run("went on", () => note(event, "went on"));
    },
  );

  const once = client.createFunction(
    { id: "once", idempotency: "event.data.key + '-' + event.data.part", triggers: { event: "suite/once" } },
    async ({ event, step }) => {
      await step.run("ran", () => note(event, `ran ${event.data.part}`));
    },
  );

  const narrow = client.createFunction(
    { id: "narrow", concurrency: { limit: 1, key: "event.data.lane" }, triggers: { event: "suite/narrow" } },
    async ({ event, step }) => {
      await step.run("alone", async () => {
        await Promise.all([journal.stay(event.data.lane, 120), journal.stay(event.data.key, 120)]);
        note(event, `through ${event.data.lane}`);
      });
    },
  );

  const bare = client.createFunction({ id: "bare", triggers: { event: "suite/bare" } }, async ({ event, runId }) => {
    note(event, `ran ${runId !== ""}`);
    return "done";
  });

  return [
    steps,
    parallel,
    sleeper,
    waiter,
    invoked,
    invoker,
    sender,
    receiver,
    retrying,
    catching,
    failing,
    cancelled,
    once,
    narrow,
    bare,
  ];
}
