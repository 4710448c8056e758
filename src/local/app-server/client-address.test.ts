import { once } from "node:events";
import { createServer, request } from "node:http";
import { expect, test } from "vitest";
import { clientAddress, keepClientAddress } from "./client-address";

test("without a trusted proxy nobody's word counts but the connection's", () => {
  expect(clientAddress(undefined, "::ffff:192.0.2.9", 0)).toBe("192.0.2.9");
  expect(clientAddress("203.0.113.7, 198.51.100.1", "192.0.2.9", 0)).toBe("192.0.2.9");
});

test("behind proxies the address is the one that the outermost of them saw, whatever the client wrote before it", () => {
  expect(clientAddress("203.0.113.7", "10.0.0.1", 1)).toBe("203.0.113.7");
  expect(clientAddress("1.1.1.1, 203.0.113.7", "10.0.0.1", 1)).toBe("203.0.113.7");
  expect(clientAddress("1.1.1.1, 203.0.113.7, 10.0.0.2", "10.0.0.1", 2)).toBe("203.0.113.7");
  expect(clientAddress(["1.1.1.1", "203.0.113.7"], "10.0.0.1", 1)).toBe("203.0.113.7");
});

test("with fewer entries than proxies the connection's address counts", () => {
  expect(clientAddress(undefined, "10.0.0.1", 1)).toBe("10.0.0.1");
  expect(clientAddress("203.0.113.7", "10.0.0.1", 2)).toBe("10.0.0.1");
  expect(clientAddress("", "10.0.0.1", 1)).toBe("10.0.0.1");
});

test("a request shows the one address in both forms of its headers, and keeps every other header", async () => {
  const server = createServer((incoming, response) => {
    keepClientAddress(incoming, 0);
    response.end(
      JSON.stringify([incoming.headers["x-forwarded-for"], incoming.headers["x-other"], incoming.rawHeaders]),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const headers = { "X-FORWARDED-for": ["6.6.6.6", "7.7.7.7"], "x-other": "kept" };
  const sent = request({ port: address.port, host: "127.0.0.1", headers });
  sent.end();
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  server.close();
  const [forwarded, other, raw] = JSON.parse(text);
  expect([forwarded, other]).toEqual(["127.0.0.1", "kept"]);
  expect(raw.filter((word: string) => /6\.6|7\.7|forwarded/i.test(word))).toEqual(["X-Forwarded-For"]);
  expect(raw.slice(raw.indexOf("X-Forwarded-For"))).toEqual(["X-Forwarded-For", "127.0.0.1"]);
});
