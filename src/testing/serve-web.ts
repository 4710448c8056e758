import { createServer, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { streamOf } from "~/lib/stream-of";

export type WebServer = { url: string; close(): Promise<void> };

/** A loopback server for one handler of web requests; bodies stream both ways. */
export async function serveWeb(handle: (request: Request) => Promise<Response>, port = 0): Promise<WebServer> {
  const server = createServer((incoming, outgoing) => {
    void handle(webRequest(incoming))
      .catch((error: unknown) => new Response(String(error), { status: 500 }))
      .then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        if (response.body === null || incoming.method === "HEAD") outgoing.end();
        else await pipeline(Readable.from(response.body), outgoing);
      })
      // Whoever asked has gone.
      .catch(() => outgoing.destroy());
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function webRequest(incoming: IncomingMessage): Request {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const body = method === "GET" || method === "HEAD" ? null : streamOf(incoming);
  const init = Object.assign({ method, headers, body }, { duplex: "half" });
  return new Request(`http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`, init);
}
