import net from "node:net";

/**
 * Where a connection is cut, counted in messages of the client that make the server do something:
 * `before` the server sees it, `during` its work (the server may still finish), or `after` its answer left the server.
 */
export type Cut = { at: number; when: "before" | "during" | "after" };

/** A small TCP proxy in front of PostgreSQL that cuts one connection at one statement, and passes everything else on. */
export class CuttingProxy {
  #server = net.createServer((client) => this.#connect(client));
  #cut: Cut | null = null;
  #statements = 0;

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** Returns the port to connect to instead. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Statements are counted from here, over all connections. */
  arm(cut: Cut | null): void {
    this.#cut = cut;
    this.#statements = 0;
  }

  get statements(): number {
    return this.#statements;
  }

  #connect(client: net.Socket): void {
    const server = net.connect(this.port, this.host);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    let isAnswerAwaited = false;
    client.on("data", (data) => {
      if (startsStatement(data)) {
        this.#statements += 1;
        if (this.#cut?.at === this.#statements) {
          if (this.#cut.when === "before") return end();
          if (this.#cut.when === "during") return server.write(data, end);
          isAnswerAwaited = true;
        }
      }
      server.write(data);
    });
    server.on("data", (data) => {
      if (!isAnswerAwaited) return client.write(data);
      // The statement is done and, outside a transaction, committed once the server is ready again.
      if (endsWithReady(data)) end();
    });
    for (const socket of [client, server]) {
      socket.on("error", end);
      socket.on("close", end);
    }
  }
}

/** Parse or simple query: `pg` sends one of them first in the packet of each statement. */
function startsStatement(data: Buffer): boolean {
  return data[0] === 0x50 || data[0] === 0x51;
}

/** ReadyForQuery is the last message of an answer: Z, its length 5, one letter. */
function endsWithReady(data: Buffer): boolean {
  const tail = data.subarray(-6);
  return tail[0] === 0x5a && tail.readInt32BE(1) === 5;
}
