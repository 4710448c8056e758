import pg from "pg";

export type MortalPool = {
  pool: pg.Pool;
  /** Statements so far. */
  count(): number;
  isDead(): boolean;
  died: Promise<void>;
};

/**
 * A pool that dies with its worker: at the given statement every connection is cut and nothing answers any
 * more, as after kill -9. `before`: the statement never reaches the server; `after`: it was done there, and
 * nobody heard of it.
 */
export function createMortalPool(url: string, fuse: number, when: "before" | "after"): MortalPool {
  let count = 0;
  let isDead = false;
  const clients = new Set<pg.Client>();
  let tell: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const die = () => {
    isDead = true;
    for (const client of clients) cut(client);
    tell();
  };
  const never = () => Promise.reject(new Error("this worker is dead"));
  const run = async (client: pg.Client, send: () => Promise<unknown>): Promise<unknown> => {
    if (isDead) return never();
    count += 1;
    const isLast = count === fuse;
    if (isLast && when === "before") die();
    if (isDead) {
      cut(client);
      return never();
    }
    const result = await send();
    if (isLast) die();
    return isDead ? never() : result;
  };
  const pool = new pg.Pool({ connectionString: url, max: 12, pipeline: true });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    if (!(client instanceof pg.Client)) return;
    clients.add(client);
    const query = client.query.bind(client);
    // Only the form that the engine uses: text and values, a promise back.
    Object.assign(client, {
      query: (...given: unknown[]) =>
        given.some((argument) => typeof argument === "function")
          ? Reflect.apply(query, client, given)
          : run(client, () => Reflect.apply(query, client, given)),
    });
  });
  // The pool's own query hands the client a callback: do it by hand, so that each statement is seen.
  Object.assign(pool, {
    query: async (text: string, values?: unknown[]) => {
      if (isDead) return never();
      const client = await pool.connect();
      try {
        return await client.query(text, values);
      } finally {
        client.release(isDead);
      }
    },
  });
  return { pool, count: () => count, isDead: () => isDead, died };
}

function cut(client: pg.Client): void {
  const connection: unknown = Reflect.get(client, "connection");
  if (typeof connection !== "object" || connection === null) return;
  const stream: unknown = Reflect.get(connection, "stream");
  if (typeof stream === "object" && stream !== null && "destroy" in stream && typeof stream.destroy === "function") {
    stream.destroy();
  }
}
