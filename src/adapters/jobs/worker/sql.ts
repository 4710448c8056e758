import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";

/** A pool, or a client inside a transaction. */
export type Sql = {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
};

/**
 * Runs `work` in a transaction of its own; an error rolls it back. `fleeting`: a crash of the server in the
 * next moment may undo it, which saves waiting for the disk.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (sql: Sql) => Promise<T>,
  options: { fleeting?: boolean } = {},
): Promise<T> {
  const client = await pool.connect();
  // The query that is cut tells of it; a connection cut between two queries must not end the process.
  const ignore = () => undefined;
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    // Not waited for: on a connection that pipelines, it travels with the first statement.
    const begun = client.query(options.fleeting ? "BEGIN; SET LOCAL synchronous_commit TO off" : "BEGIN");
    begun.catch(ignore);
    if (!client.pipeline) await begun;
    const result = await work(prepared(client));
    await begun;
    const { command } = await client.query("COMMIT");
    // The server's way of saying that a statement had failed, whoever should have heard of it.
    if (command !== "COMMIT") throw new Error(`the transaction ended with ${command}`);
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

const names = new Map<string, string>();

/**
 * The same few statements run thousands of times, and some take longer to plan than to run: each connection
 * prepares them once.
 */
function prepared(client: PoolClient): Sql {
  return {
    query: (text, values) => {
      let name = names.get(text);
      if (name === undefined) {
        name = createHash("sha256").update(text).digest("hex").slice(0, 32);
        names.set(text, name);
      }
      return client.query({ name, text, values: values ?? [] });
    },
  };
}

async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether the database was away, rather than against it: the same work may succeed when it is back. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // 08: connection; 40: serialisation and deadlocks; 53: too many connections; 57P: shut down; E...: the socket.
  if (/^(08...|40...|53...|57P..|E[A-Z]{4,})$/.test(code)) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed)|The server does not)/.test(
    error.message,
  );
}

/**
 * Whether an error follows from what was to be written or evaluated, and would come again with the same data. A
 * table or a right that is missing, a lock that was not given, a server that ends: none of these is.
 */
export function isFaultOfData(error: unknown): boolean {
  if (isDatabaseAway(error)) return false;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  // 22: data; 23: constraints; 54: limits of the server. No code: it never reached the database.
  return code === "" || /^(22|23|54)/.test(code);
}
