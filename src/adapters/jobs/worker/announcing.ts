import type { Pool } from "pg";
import type { PgBoss } from "pg-boss";
import { fetchAnnouncements, keepAnnouncements } from "./announce";
import type { App } from "./ask-app";
import type { Told } from "./leases";
import { createLoop, type Loop } from "./loop";
import { inTransaction } from "./sql";

export type Announcing = {
  loop: Loop;
  /** Whether this worker has the app's functions. */
  isDone(): boolean;
  told(): Told;
  /** Resolves when the app has told its functions for the first time. */
  first: Promise<void>;
};

/** While the app has told nothing yet, or does not answer. */
const SOON_MS = 500;

/** Asks the app for its functions, until it tells them and then now and then. */
export function startAnnouncing(options: {
  boss: PgBoss;
  pool: Pool;
  app: App;
  everyMs: number;
  hasSchedules: boolean;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told every time, whatever came of it. */
  onTold(told: Told): Promise<void>;
  /** Told when the list is another one. */
  onChange(): void;
}): Announcing {
  const { boss, pool, app, log } = options;
  let known = "";
  let silences = 0;
  let told: Told = { at: null, problem: null };
  const first = Promise.withResolvers<void>();

  async function ask(): Promise<void> {
    const list = await fetchAnnouncements(app).catch(async (error: unknown) => {
      silences += 1;
      told = { ...told, problem: error instanceof Error ? error.message : String(error) };
      // The app starts beside us; what is still so after a while is worth a line, and then another now and then.
      if (silences % 40 === (known === "" ? 20 : 1)) log.error({ err: error }, "the app does not tell its functions");
      return null;
    });
    if (list !== null) {
      silences = 0;
      const { serveUrl } = app;
      const { hasSchedules } = options;
      const refused = await inTransaction(pool, (sql) =>
        keepAnnouncements(boss, sql, serveUrl, list, { hasSchedules }),
      );
      told = { at: new Date(), problem: null };
      noteList(list.length, JSON.stringify([list, refused]), refused);
    }
    await options.onTold(told);
  }

  function noteList(count: number, now: string, refused: string[]): void {
    if (now === known) return;
    known = now;
    for (const message of refused) log.error({}, message);
    log.info({ functions: count, refused: refused.length }, "the app announced its functions");
    first.resolve();
    options.onChange();
  }

  const loop = createLoop("announce", () => (known === "" || silences > 0 ? SOON_MS : options.everyMs), log, ask);
  return { loop, isDone: () => known !== "", told: () => told, first: first.promise };
}
