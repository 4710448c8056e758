import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { JobEvent } from "~/adapters/jobs/jobs.port";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { inTransaction } from "./db";
import { defineEvent } from "./events";
import { emitEvent } from "./outbox";
import { deliverBatch } from "./outbox-delivery";
import { type OutboxRelay, startOutboxRelay } from "./outbox-relay";

const happened = defineEvent("test/happened", 1, z.object({ n: z.int() }));
const [orgA, orgB] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];

let db: TestDatabase;
let relays: OutboxRelay[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => db.owner.query("TRUNCATE event_outbox, outbox_relay"));
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  relays = [];
});
afterAll(() => db.close());

/** An engine that keeps what it takes, each id once, and can be told how to misbehave. */
class Engine {
  readonly taken: JobEvent[] = [];
  /** Ids with every repetition. */
  readonly sent: string[] = [];
  isDown = false;
  refuses: (event: JobEvent) => boolean = () => false;
  beforeTaking: () => Promise<void> = async () => undefined;

  async send(events: readonly JobEvent[]): Promise<void> {
    await this.beforeTaking();
    if (this.isDown) throw new Error("nobody answers");
    if (events.some(this.refuses)) throw new Error("too large");
    for (const event of events) {
      this.sent.push(event.id);
      if (!this.taken.some(({ id }) => id === event.id)) this.taken.push(event);
    }
  }

  async probe(): Promise<void> {
    if (this.isDown) throw new Error("nobody answers");
  }

  numbers(orgId: string | null): number[] {
    return this.taken
      .map(({ data }) => Received.parse(data))
      .filter((event) => event.orgId === orgId)
      .map(({ payload }) => payload.n);
  }
}
const Received = z.object({ orgId: z.string().nullable(), payload: z.object({ n: z.int() }) });

function start(engine: Engine, time: { now?: () => Date; wait?: () => Promise<void> } = {}): OutboxRelay {
  const relay = startOutboxRelay({ url: db.appUrl, jobs: engine, onTrouble: () => undefined, ...time });
  relays.push(relay);
  return relay;
}

async function emit(orgId: string | null, ...numbers: number[]): Promise<void> {
  await inTransaction(db.app, async (client) => {
    for (const n of numbers) await emitEvent(client, happened, { n }, { orgId });
  });
}

async function outbox() {
  const { rows } = await db.owner.query<{ waiting: number; dead: number; delivered: number; attempts: number }>(`
    SELECT count(*) FILTER (WHERE delivered_at IS NULL AND dead_at IS NULL)::int AS waiting, count(dead_at)::int AS dead,
      count(delivered_at)::int AS delivered, coalesce(max(attempts), 0) AS attempts FROM event_outbox`);
  return rows[0];
}

/** One round by hand, as the relay's own connection would do it. */
async function deliver(engine: Engine, now: Date) {
  const client = await db.app.connect();
  try {
    await client.query("SET ROLE app_platform");
    return await deliverBatch(client, engine, now);
  } finally {
    client.release(true);
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test("events reach the engine in the order of their organisation, with version, organisation and time", async () => {
  const engine = new Engine();
  start(engine);
  await Promise.all(range(0, 5).map((n) => emit(null, n)));
  await emit(orgA, ...range(0, 300));
  await emit(orgB, 1, 2);
  await emit(orgA, ...range(300, 320));
  await expect.poll(() => engine.taken.length, { timeout: 10_000 }).toBe(327);
  expect(engine.numbers(orgA)).toEqual(range(0, 320));
  expect(engine.numbers(orgB)).toEqual([1, 2]);
  expect(engine.sent).toHaveLength(327);
  const [first] = engine.taken.filter(({ data }) => Received.parse(data).orgId === orgB);
  expect(first).toMatchObject({ name: "test/happened", data: { version: 1, orgId: orgB, payload: { n: 1 } } });
  expect(Math.abs((first?.ts ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(await outbox()).toMatchObject({ waiting: 0, delivered: 327 });
});

test("what is not committed is not sent, and a transaction that commits late is not forgotten", async () => {
  const engine = new Engine();
  const [late, undone] = [await db.app.connect(), await db.app.connect()];
  await late.query("BEGIN");
  await undone.query("BEGIN");
  await emitEvent(late, happened, { n: 1 }, { orgId: orgA });
  await emitEvent(undone, happened, { n: 2 }, { orgId: orgA });
  start(engine);
  await emit(orgB, 3);
  await expect.poll(() => engine.numbers(orgB), { timeout: 5_000 }).toEqual([3]);
  expect(engine.numbers(orgA)).toEqual([]);
  await undone.query("ROLLBACK");
  await late.query("COMMIT");
  await expect.poll(() => engine.numbers(orgA), { timeout: 5_000 }).toEqual([1]);
  late.release();
  undone.release();
});

test("killed between sending and marking, it sends the same ids again, and nothing else is out of order", async () => {
  const engine = new Engine();
  await emit(orgA, 1, 2, 3);
  const victim = await db.app.connect();
  victim.on("error", () => undefined);
  await victim.query("SET ROLE app_platform");
  const { rows } = await victim.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const mortal = {
    send: async (events: readonly JobEvent[]) => {
      await engine.send(events);
      await db.app.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    },
    probe: () => engine.probe(),
  };
  await expect(deliverBatch(victim, mortal, new Date())).rejects.toThrow();
  victim.release(true);
  expect(await outbox()).toMatchObject({ waiting: 3, delivered: 0 });
  await emit(orgA, 4);
  start(engine);
  await expect.poll(() => engine.numbers(orgA), { timeout: 5_000 }).toEqual([1, 2, 3, 4]);
  await expect.poll(async () => (await outbox())?.delivered, { timeout: 5_000 }).toBe(4);
  // Twice, and no more: once before the kill and once after it.
  expect(engine.sent).toHaveLength(7);
});

test("of two relays one works; when its connection is cut in the middle the other goes on in order", async () => {
  const engine = new Engine();
  let [batches, cuts] = [0, 0];
  engine.beforeTaking = async () => {
    if (batches++ % 3 !== 0) return;
    const { rowCount } = await db.app.query(`
      SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND application_name = 'counterpart-outbox-relay' AND datname = current_database()`);
    cuts += rowCount ?? 0;
  };
  start(engine);
  start(engine);
  for (const part of range(0, 4)) {
    await emit(orgA, ...range(part * 200, part * 200 + 200));
    await emit(orgB, ...range(part * 200, part * 200 + 200));
  }
  await expect.poll(async () => (await outbox())?.delivered, { timeout: 25_000 }).toBe(1600);
  expect(cuts).toBeGreaterThan(2);
  expect(engine.numbers(orgA)).toEqual(range(0, 800));
  expect(engine.numbers(orgB)).toEqual(range(0, 800));
});

test("an engine that is down for a day gets everything afterwards, in order, and nothing is given up", async () => {
  const engine = new Engine();
  engine.isDown = true;
  let time = Date.parse("2026-11-20T00:00:00Z");
  const day = time + 24 * 3_600_000;
  let asked = 0;
  engine.beforeTaking = async () => {
    asked++;
    if (asked % 20 === 0) await emit(orgA, asked);
  };
  start(engine, {
    now: () => new Date(time),
    // Waiting costs nothing: the clock jumps instead.
    wait: async () => {
      time += 300_000;
      if (time >= day) engine.isDown = false;
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  await emit(orgA, 1, 2);
  await expect.poll(async () => time >= day && (await outbox())?.waiting === 0, { timeout: 20_000 }).toBe(true);
  const numbers = engine.numbers(orgA);
  expect(numbers.slice(0, 2)).toEqual([1, 2]);
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(await outbox()).toMatchObject({ dead: 0, attempts: 0 });
});

test("while the engine is down the console can see since when and why, and afterwards that it is over", async () => {
  const engine = new Engine();
  engine.isDown = true;
  start(engine);
  await emit(orgA, 1);
  const state = async () =>
    (await db.owner.query("SELECT failing_since IS NOT NULL AS failing, last_error FROM outbox_relay")).rows[0];
  await expect.poll(state, { timeout: 5_000 }).toEqual({ failing: true, last_error: "nobody answers" });
  engine.isDown = false;
  await expect.poll(state, { timeout: 5_000 }).toMatchObject({ failing: false });
  await expect.poll(() => engine.numbers(orgA)).toEqual([1]);
});

test("an event that the engine never takes holds up its organisation alone, and is kept when it is given up", async () => {
  const engine = new Engine();
  engine.refuses = ({ data }) => Received.parse(data).payload.n === 13;
  await emit(orgA, 12, 13, 14);
  await emit(orgB, 1, 2);
  await emit(null, 13, 15);
  let time = Date.now();
  await deliver(engine, new Date(time));
  expect([engine.numbers(orgA), engine.numbers(orgB), engine.numbers(null)]).toEqual([[12], [1, 2], [15]]);
  // Not before it is due, and with nothing else of its organisation either.
  expect(await deliver(engine, new Date(time + 500))).toEqual({ delivered: 0, outage: null });
  for (const n of range(0, 12)) {
    time += 400_000;
    await emit(orgB, 100 + n);
    await deliver(engine, new Date(time));
  }
  expect(await outbox()).toMatchObject({ waiting: 0, dead: 2, attempts: 10 });
  expect(engine.numbers(orgA)).toEqual([12, 14]);
});

test("an engine that answers but takes nothing from anybody loses nothing: no event is given up", async () => {
  const engine = new Engine();
  engine.refuses = () => true;
  await emit(orgA, 1);
  await emit(orgB, 2);
  let time = Date.now();
  for (const _ of range(0, 30)) {
    time += 400_000;
    expect(await deliver(engine, new Date(time))).toEqual({ delivered: 0, outage: null });
  }
  expect(await outbox()).toMatchObject({ waiting: 2, dead: 0, attempts: 30 });
  engine.refuses = () => false;
  await deliver(engine, new Date(time + 400_000));
  expect([engine.numbers(orgA), engine.numbers(orgB)]).toEqual([[1], [2]]);
});

test("an engine that never answers is no reason to wait for ever, and nothing is counted against the event", async () => {
  await emit(orgA, 1);
  const silent = { send: () => new Promise<void>(() => undefined), probe: () => new Promise<void>(() => undefined) };
  const client = await db.app.connect();
  await client.query("SET ROLE app_platform");
  const round = await deliverBatch(client, silent, new Date(), { sendMs: 50, probeMs: 20 });
  client.release(true);
  expect(round).toEqual({ delivered: 0, outage: "no answer within 0.02 s" });
  expect(await outbox()).toMatchObject({ waiting: 1, attempts: 0 });
});

test("an engine that goes away in the middle of refusals is an outage, and no fault of the other events", async () => {
  const engine = new Engine();
  engine.refuses = ({ data }) => Received.parse(data).payload.n === 13;
  await emit(orgA, 13);
  await emit(orgB, 1);
  let asked = 0;
  engine.beforeTaking = async () => {
    // The whole batch and the first event are refused; then nobody is there any more.
    asked += 1;
    if (asked === 3) engine.isDown = true;
  };
  expect(await deliver(engine, new Date())).toEqual({ delivered: 0, outage: "nobody answers" });
  const { rows } = await db.owner.query("SELECT attempts FROM event_outbox ORDER BY seq");
  expect(rows).toEqual([{ attempts: 1 }, { attempts: 0 }]);
});
