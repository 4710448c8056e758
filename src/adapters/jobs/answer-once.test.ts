import { afterEach, expect, test, vi } from "vitest";
import { answerOnce } from "./answer-once";
import { sign } from "./worker/signature";

const key = "ab".repeat(16);
const body = '{"a":1}';
const ask = (id: string | undefined, signature = sign(body, key)) =>
  new Request("http://localhost/api/inngest", {
    method: "POST",
    body,
    headers: { "x-inngest-signature": signature, ...(id === undefined ? {} : { "x-worker-tick": id }) },
  });

afterEach(() => {
  vi.useRealTimers();
});

function counting(options: { ms?: number; fails?: number } = {}) {
  let count = 0;
  const handler = answerOnce(
    async (request) => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, options.ms ?? 0));
      if (count <= (options.fails ?? 0)) throw new Error("broken");
      return new Response(`${count} ${await request.text()}`, { status: 206, headers: { "x-inngest-sdk": "js" } });
    },
    [key],
  );
  return { handler, count: () => count };
}

test("a signed request of one id is answered once, to whoever asks while it runs and afterwards", async () => {
  const { handler, count } = counting({ ms: 30 });
  const answers = await Promise.all([handler(ask("1")), handler(ask("1"))]);
  answers.push(await handler(ask("1")));
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(3).fill('1 {"a":1}'));
  expect(answers.map(({ status, headers }) => [status, headers.get("x-inngest-sdk")])).toEqual(
    Array(3).fill([206, "js"]),
  );
  expect(count()).toBe(1);
  await handler(ask("2"));
  expect(count()).toBe(2);
});

test("what is not signed is told no kept answer, and leaves none", async () => {
  const { handler, count } = counting();
  await handler(ask("1", "t=1&s=forged"));
  expect(await (await handler(ask("1"))).text()).toMatch(/^2 /);
  expect(await (await handler(ask("1", sign(body, "00".repeat(16))))).text()).toMatch(/^3 /);
  expect(count()).toBe(3);
});

test("requests without an id, and other methods, pass through", async () => {
  const { handler, count } = counting();
  await handler(ask(undefined));
  await handler(ask(undefined));
  await handler(new Request("http://localhost/api/inngest", { headers: { "x-worker-tick": "1" } }));
  expect(count()).toBe(3);
});

test("an answer that never came is not kept", async () => {
  const { handler } = counting({ fails: 1 });
  await expect(handler(ask("1"))).rejects.toThrow("broken");
  expect((await handler(ask("1"))).status).toBe(206);
});

test("an answer that was long in coming is kept as long as any other from when it came", async () => {
  vi.useFakeTimers();
  const { handler, count } = counting({ ms: 5 * 60_000 });
  const first = handler(ask("1"));
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(await (await first).text()).toBe('1 {"a":1}');
  // Its worker died at that moment; another one asks when the lease is over.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await (await handler(ask("1"))).text()).toBe('1 {"a":1}');
  // It is not kept for ever.
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  const again = handler(ask("1"));
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await again;
  expect(count()).toBe(2);
});
