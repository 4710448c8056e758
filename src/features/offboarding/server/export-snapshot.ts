import type { Pool, PoolClient } from "pg";
import type { ExportTable } from "../export-tables";

/** A file whose bytes an export has to fetch. */
export type ExportFile = { id: string; name: string; key: string; contentType: string; size: number };

/** So many bytes of rows are read at a time, about. */
const pageBytes = 1_000_000;
const firstRows = 16;
const mostRows = 500;

/**
 * An organisation's rows as they all were at one moment, in one connection. To be closed, and soon: as long as it is open
 * the database keeps what has been deleted since.
 */
export class ExportSnapshot {
  readonly at: Date;
  readonly #client: PoolClient;
  readonly #orgId: string;
  readonly #types: ReadonlyMap<string, string>;
  #isOpen = true;

  static async open(pool: Pool, orgId: string): Promise<ExportSnapshot> {
    const client = await pool.connect();
    // The database may end the connection while nothing is asked: the next question tells.
    client.on("error", ignore);
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      // Times are told in UTC; each query is read to its end; and should this process hang, the database lets go.
      await client.query(
        `SELECT set_config('role', 'app_platform', true), set_config('TimeZone', 'UTC', true),
           set_config('cursor_tuple_fraction', '1', true), set_config('idle_in_transaction_session_timeout', '5min', true)`,
      );
      const { rows: now } = await client.query<{ at: Date }>("SELECT app_now() AS at");
      const { rows: columns } = await client.query<{ name: string; type: string }>(
        `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, NULL) AS type
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
      );
      const types = new Map(columns.map(({ name, type }) => [name, type]));
      return new ExportSnapshot(client, orgId, now[0]?.at ?? new Date(), types);
    } catch (error) {
      client.off("error", ignore);
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }

  private constructor(client: PoolClient, orgId: string, at: Date, types: ReadonlyMap<string, string>) {
    this.#client = client;
    this.#orgId = orgId;
    this.at = at;
    this.#types = types;
  }

  /** The rows of a table as JSON, some at a time. */
  async *lines(table: ExportTable): AsyncGenerator<string[], void> {
    const from = table.table ?? table.name;
    const columns = table.columns.map((column) => this.#asJson(from, column)).join(", ");
    yield* this.#pages(
      `SELECT row_to_json(line)::text AS line FROM
       (SELECT ${columns} FROM "${from}" WHERE ${table.where} ORDER BY ${table.key.map((column) => `"${from}"."${column}"`).join(", ")}) line`,
    );
  }

  /** Those whose bytes are there. */
  async files(): Promise<ExportFile[]> {
    const { rows } = await this.#client.query<ExportFile>(
      `SELECT id::text AS id, name, key, content_type AS "contentType", size::float8 AS size FROM stored_file
       WHERE org_id = $1 AND state = 'ready' ORDER BY id`,
      [this.#orgId],
    );
    return rows;
  }

  /** Gives the connection back. Harmless to call again. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const broken = await this.#client.query("ROLLBACK").then(
      () => undefined,
      (error: Error) => error,
    );
    this.#client.off("error", ignore);
    this.#client.release(broken);
  }

  /** A cursor, so that the table is gone through once, however long it is and whatever indexes it has. */
  async *#pages(select: string): AsyncGenerator<string[], void> {
    await this.#client.query(`DECLARE export_lines NO SCROLL CURSOR FOR ${select}`, [this.#orgId]);
    // By the longest line so far: a page of texts may be a thousand times one of numbers.
    let longest = pageBytes / firstRows;
    let isFirst = true;
    for (;;) {
      const wanted = Math.min(mostRows, Math.max(1, Math.floor(pageBytes / longest)));
      const { rows } = await this.#client.query<{ line: string }>(`FETCH ${wanted} FROM export_lines`);
      if (rows.length === 0) break;
      yield rows.map(({ line }) => line);
      longest = Math.max(isFirst ? 1 : longest, ...rows.map(({ line }) => line.length));
      isFirst = false;
    }
    await this.#client.query("CLOSE export_lines");
  }

  /** Numbers that JSON's readers would round are words, and times are of the one form that all of them read. */
  #asJson(table: string, column: string): string {
    const name = `"${table}"."${column}"`;
    switch (this.#types.get(`${table}.${column}`)) {
      case undefined:
        throw new Error(`${table} has no column ${column}`);
      case "bigint":
      case "numeric":
        return `${name}::text AS "${column}"`;
      case "timestamp with time zone":
        return `to_char(${name}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "${column}"`;
      default:
        return name;
    }
  }
}

function ignore(): void {}
