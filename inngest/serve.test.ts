import { expect, test } from "vitest";
import { jobsSigningKeys } from "~/adapters/jobs/signing-keys";
import { canonicalJson } from "~/adapters/jobs/worker/canonical-json";
import { sign } from "~/adapters/jobs/worker/signature";
import { GET, POST, PUT } from "~/app/api/inngest/route";
import { env } from "~/env";
import { functions } from "./functions";

const [key] = jobsSigningKeys(env());
const address = "http://localhost/api/inngest?fnId=counterpart-system-ping&stepId=step";
const body = canonicalJson({ ctx: { run_id: "r", attempt: 0 }, event: {}, events: [], steps: {} });

function request(method: "GET" | "POST" | "PUT", signature: string | null, sent = body): Promise<Response> {
  const headers = {
    host: "localhost",
    "content-type": "application/json",
    ...(signature === null ? {} : { "x-inngest-signature": signature }),
  };
  const handler = { GET, POST, PUT }[method];
  return handler(new Request(address, { method, headers, ...(method === "GET" ? {} : { body: sent }) }));
}

test("nobody without the key learns of a function or runs one", async () => {
  const wrong = "ab".repeat(32);
  const refused = [
    await request("GET", null),
    await request("PUT", null),
    await request("POST", null),
    await request("POST", "t=1&s=00"),
    await request("POST", sign(body, wrong)),
    await request("PUT", sign(body, wrong)),
    // Signed for another body, and signed long ago.
    await request("POST", sign(body, key), body.replace('"r"', '"another"')),
    await request("POST", sign(body, key, Date.now() - 3_600_000)),
    await request("POST", sign(body, key), body.slice(0, -5)),
  ];
  for (const response of refused) {
    expect(response.status).toBeGreaterThanOrEqual(400);
    const text = await response.text();
    for (const fn of functions) expect(text).not.toContain(fn.id());
    expect(text).not.toContain(key);
  }
  expect(refused.slice(0, 8).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 401));
});

test("who has the key is told of every function, in an answer that is signed as well", async () => {
  const url = canonicalJson({ url: "http://localhost/api/inngest" });
  const response = await PUT(
    new Request("http://localhost/api/inngest", {
      method: "PUT",
      body: url,
      headers: { host: "localhost", "x-inngest-sync-kind": "in_band", "x-inngest-signature": sign(url, key) },
    }),
  );
  expect(response.status).toBe(200);
  expect(response.headers.get("x-inngest-signature")).toContain("s=");
  const told = await response.text();
  for (const fn of functions) expect(told).toContain(`counterpart-${fn.id()}`);
});

test("a body without an end is not read to its end", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const streaming = { method: "POST", body: endless, headers: { host: "localhost" }, duplex: "half" };
  const response = await POST(new Request(address, streaming));
  expect(response.status).toBe(413);
  expect(sent).toBeLessThan(60);
  const announced = { method: "POST", body: "{}", headers: { host: "localhost", "content-length": "999999999" } };
  expect((await POST(new Request(address, announced))).status).toBe(413);
});
