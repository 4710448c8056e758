import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";

/** What open tabs of an organisation are told. They carry ids, not data: whoever may read it asks for it. */
export type OrgEvent =
  | { type: "balance" }
  | { type: "membership"; userId: string }
  | {
      type: "conversation";
      userId: string;
      conversationId: string;
      change: "running" | "finished" | "title" | "changed" | "removed";
    }
  /** Events may have been missed while the connection was away: read everything anew. */
  | { type: "resync" };

const Notice = z.object({
  from: z.string(),
  orgId: z.string(),
  event: z.discriminatedUnion("type", [
    z.object({ type: z.literal("balance") }),
    z.object({ type: z.literal("membership"), userId: z.string() }),
    z.object({
      type: z.literal("conversation"),
      userId: z.string(),
      conversationId: z.string(),
      change: z.enum(["running", "finished", "title", "changed", "removed"]),
    }),
  ]),
});

const channel = "org_events";
const flushMs = 50;
const reconnectMs = 500;

/**
 * Tells every open tab, in this process and in the others, that something of an organisation changed.
 * Notices to other processes are gathered for a moment and sent apart from the transactions they speak of:
 * NOTIFY inside a transaction would make all commits queue behind each other.
 */
export class OrgEvents {
  readonly #pool: Pool;
  readonly #self = randomUUID();
  readonly #listeners = new Map<string, Set<(event: OrgEvent) => void>>();
  readonly #outbox = new Map<string, string>();
  #flushing: NodeJS.Timeout | undefined;
  #connection: Promise<void> | undefined;
  #client: PoolClient | undefined;
  #closed = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Call it after the change is committed. Never throws: a missed notice must not fail what it speaks of. */
  publish(orgId: string, event: Exclude<OrgEvent, { type: "resync" }>): void {
    this.#deliver(orgId, event);
    const notice = JSON.stringify({ from: this.#self, orgId, event });
    this.#outbox.set(notice, notice);
    this.#flushing ??= setTimeout(() => void this.#flush(), flushMs);
  }

  /** Events of one organisation until the signal aborts. Two alike that nobody has taken yet are told once. */
  async *subscribe(orgId: string, signal: AbortSignal): AsyncGenerator<OrgEvent, void> {
    const waiting = new Map<string, OrgEvent>();
    let wake: () => void = () => undefined;
    const listener = (event: OrgEvent) => {
      waiting.set(JSON.stringify(event), event);
      wake();
    };
    const abort = () => wake();
    this.#listenersOf(orgId).add(listener);
    signal.addEventListener("abort", abort);
    try {
      void this.#listen();
      while (!signal.aborted) {
        const next = waiting.entries().next();
        if (next.done) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (signal.aborted || waiting.size > 0) resolve();
          });
          continue;
        }
        const [key, event] = next.value;
        waiting.delete(key);
        yield event;
      }
    } finally {
      signal.removeEventListener("abort", abort);
      this.#remove(orgId, listener);
    }
  }

  /** Sends what is waiting and gives the connection back. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#flushing);
    await this.#flush();
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
  }

  #deliver(orgId: string, event: OrgEvent): void {
    for (const listener of this.#listeners.get(orgId) ?? []) listener(event);
  }

  #listenersOf(orgId: string): Set<(event: OrgEvent) => void> {
    const known = this.#listeners.get(orgId) ?? new Set();
    this.#listeners.set(orgId, known);
    return known;
  }

  #remove(orgId: string, listener: (event: OrgEvent) => void): void {
    const known = this.#listeners.get(orgId);
    known?.delete(listener);
    if (known?.size === 0) this.#listeners.delete(orgId);
  }

  async #flush(): Promise<void> {
    this.#flushing = undefined;
    const notices = [...this.#outbox.keys()];
    this.#outbox.clear();
    if (notices.length === 0) return;
    await this.#pool
      .query("SELECT pg_notify($1, notice) FROM unnest($2::text[]) AS notice", [channel, notices])
      // Other processes read everything anew when they are connected again.
      .catch(() => undefined);
  }

  #listen(): Promise<void> {
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<void> {
    try {
      const client = await this.#pool.connect();
      this.#client = client;
      client.on("notification", ({ payload }) => this.#receive(payload));
      client.once("error", () => this.#lost(client));
      client.once("end", () => this.#lost(client));
      await client.query(`LISTEN ${channel}`);
      for (const orgId of this.#listeners.keys()) this.#deliver(orgId, { type: "resync" });
    } catch {
      this.#lost(this.#client);
    }
  }

  #lost(client: PoolClient | undefined): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    client?.release(true);
    this.#connection = undefined;
    if (!this.#closed) setTimeout(() => void this.#listen(), reconnectMs).unref();
  }

  #receive(payload: string | undefined): void {
    const notice = Notice.safeParse(safeJson(payload ?? ""));
    if (notice.success && notice.data.from !== this.#self) this.#deliver(notice.data.orgId, notice.data.event);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
