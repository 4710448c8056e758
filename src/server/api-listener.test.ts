import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { createApiListener } from "./api-listener";
import { readBoundedText } from "./route-handler";

let server: Server;
let url: string;
const left: string[] = [];

const echo = {
  GET: async (_request: Request, { params }: { params: Promise<{ name: string }> }) =>
    Response.json(await params, { headers: { "set-cookie": "a=1", "x-own": "yes" } }),
  POST: async (request: Request) => new Response(await readBoundedText(request, 1_000)),
  dynamic: "force-dynamic",
};
const broken = {
  GET: () => {
    throw new AppError("rate_limited", "told", { details: { retryAfterSeconds: 3 } });
  },
  POST: () => Promise.reject(new Error("secret words")),
};
const routes = [
  { path: "/api/echo/:name", exports: echo },
  { path: "/api/broken", exports: broken },
  { path: "/api/stream", exports: { GET: () => stream() } },
];

beforeAll(async () => {
  server = createServer(createApiListener(routes));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function stream(): Response {
  const encoder = new TextEncoder();
  let n = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (n > 0) await new Promise((resolve) => setTimeout(resolve, 150));
      n += 1;
      controller.enqueue(encoder.encode(`data: ${n}\n\n`));
    },
    cancel: () => {
      left.push("stream");
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

test("a route gets its parameters decoded, and its answer keeps status, headers and cookies beside the fixed headers", async () => {
  const response = await fetch(`${url}/api/echo/caf%C3%A9%2F..`);
  expect(await response.json()).toEqual({ name: "café/.." });
  expect(response.headers.get("x-own")).toBe("yes");
  expect(response.headers.getSetCookie()).toEqual(["a=1"]);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("script-src 'none'");
});

test("HEAD is GET without a body, OPTIONS and a wrong method say what is allowed", async () => {
  const head = await fetch(`${url}/api/echo/x`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const options = await fetch(`${url}/api/echo/x`, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
  const wrong = await fetch(`${url}/api/echo/x`, { method: "DELETE" });
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
});

test("an unknown address, a refusal and a fault are answered in the one shape, and a fault says nothing of itself", async () => {
  const unknown = await fetch(`${url}/api/nowhere`);
  expect([unknown.status, (await unknown.json()).error.code]).toEqual([404, "not_found"]);
  const refused = await fetch(`${url}/api/broken`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3"]);
  const broken = await fetch(`${url}/api/broken`, { method: "POST" });
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain("secret words");
});

test("a body past its bound is refused, whether its length was announced or not", async () => {
  const large = "x".repeat(2_000);
  const chunked = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(large));
      controller.close();
    },
  });
  for (const body of [large, chunked]) {
    const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    const response = await fetch(`${url}/api/echo/x`, init);
    expect(response.status).toBe(413);
  }
  const small = await fetch(`${url}/api/echo/x`, { method: "POST", body: "fits" });
  expect(await small.text()).toBe("fits");
});

test("the first piece of a stream is sent at once, and a reader who leaves is noticed", async () => {
  const response = await fetch(`${url}/api/stream`);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  // The second piece takes a while to be made: it must not be waited for.
  expect(new TextDecoder().decode(first?.value)).toBe("data: 1\n\n");
  await reader?.cancel();
  await expect.poll(() => left).toEqual(["stream"]);
});
