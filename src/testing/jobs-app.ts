import http from "node:http";
import type { AddressInfo } from "node:net";

export type JobsApp = {
  /** Where an engine reaches the functions. */
  serveUrl: string;
  /** What answers from now on; tests put something broken here. */
  handler: (request: Request) => Promise<Response>;
  /** Headers of every request that came, newest last. */
  requests: { method: string; url: string; headers: Headers }[];
  /** As if the process had died: the port refuses, connections are cut. */
  close(): Promise<void>;
  /** On the same port as before. */
  open(): Promise<void>;
};

/** A web server on loopback that serves functions, as the application does at `/api/inngest`. */
export async function startJobsApp(port = 0): Promise<JobsApp> {
  let server: http.Server | null = null;
  let usedPort = port;
  const app: JobsApp = {
    serveUrl: "",
    handler: async () => new Response("nothing is served yet", { status: 503 }),
    requests: [],
    close: async () => {
      const closing = server;
      server = null;
      closing?.closeAllConnections();
      if (closing !== null) await new Promise((resolve) => closing.close(resolve));
    },
    open: async () => {
      const opening = http.createServer((incoming, outgoing) => {
        void answer(app, incoming, outgoing);
      });
      await new Promise<void>((resolve) => opening.listen(usedPort, "127.0.0.1", resolve));
      const address = opening.address();
      if (isBound(address)) usedPort = address.port;
      app.serveUrl = `http://127.0.0.1:${usedPort}/api/inngest`;
      server = opening;
    },
  };
  await app.open();
  return app;
}

async function answer(app: JobsApp, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const method = incoming.method ?? "GET";
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  app.requests.push({ method, url, headers });
  const body = method === "GET" ? {} : { body: Buffer.concat(chunks) };
  try {
    const response = await app.handler(new Request(url, { method, headers, ...body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    outgoing.writeHead(500, { "content-type": "text/html" });
    outgoing.end(`<h1>${error instanceof Error ? error.message : error}</h1>`);
  }
}

function isBound(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
