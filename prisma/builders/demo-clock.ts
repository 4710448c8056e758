import type { Pool, PoolClient } from "pg";
import type { Sql } from "~/server/db";

const hourMs = 3_600_000;

/** One connection whose transactions happen when it is told, so that a past month can be lived through in order. */
export class DemoClock {
  readonly started = new Date();
  readonly #client: PoolClient;

  private constructor(client: PoolClient) {
    this.#client = client;
  }

  static async open(pool: Pool): Promise<DemoClock> {
    return new DemoClock(await pool.connect());
  }

  /** The hour of a day some days ago (UTC); never in the future, which has no conversations yet. */
  daysAgo(days: number, hour: number, minute = 0): Date {
    const at = new Date(this.started);
    at.setUTCDate(at.getUTCDate() - days);
    at.setUTCHours(hour, minute, 0, 0);
    return at < this.started ? at : new Date(this.started.getTime() - hourMs + minute * 60_000);
  }

  /** Plain SQL at a moment. */
  async at<T>(moment: Date, work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.#client.query("SELECT set_config('app.now', $1, false)", [moment.toISOString()]);
    return work(this.#client);
  }

  /** One transaction at a moment, with the role that sees every organisation. */
  inPlatform<T>(moment: Date, work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.at(moment, (sql) => this.#transaction(sql, "app_platform", work));
  }

  async #transaction<T>(sql: Sql, role: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    await sql.query("BEGIN");
    try {
      await sql.query("SELECT set_config('role', $1, true)", [role]);
      const result = await work(sql);
      await sql.query("COMMIT");
      return result;
    } catch (error) {
      await sql.query("ROLLBACK");
      throw error;
    }
  }

  /** The connection keeps its clock: it is dropped, never handed on. */
  close(): void {
    this.#client.release(true);
  }
}
