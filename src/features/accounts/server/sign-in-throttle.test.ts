import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { countAttempt, throttled } from "./sign-in-throttle";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const wrong = () => Promise.reject(new AppError("invalid_credentials", "wrong"));
const right = () => Promise.resolve("in");

async function fail(key: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await expect(throttled(db.app, key, wrong)).rejects.toMatchObject({ code: "invalid_credentials" });
  }
}

const minutesPass = (minutes: number) =>
  db.owner.query("UPDATE sign_in_attempt SET tried_at = tried_at - make_interval(mins => $1)", [minutes]);

test("after ten wrong passwords an address has to wait, even with the right one, and is told for how long", async () => {
  const key = randomUUID();
  await fail(key, 9);
  expect(await throttled(db.app, key, right)).toBe("in");
  await fail(key, 1);
  await minutesPass(1);
  const refused = await throttled(db.app, key, right).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "too_many_attempts" });
  const { retryAfterSeconds } = refused instanceof AppError ? refused.details : {};
  expect(Math.abs(Number(retryAfterSeconds) - 540)).toBeLessThan(10);
});

test("ten minutes later it may try again, and another address never had to wait", async () => {
  const key = randomUUID();
  await fail(key, 10);
  expect(await throttled(db.app, randomUUID(), right)).toBe("in");
  await minutesPass(10);
  expect(await throttled(db.app, key, right)).toBe("in");
});

test("a hundred guesses at once, over many connections, are ten", async () => {
  const key = randomUUID();
  let made = 0;
  const guess = () => {
    made += 1;
    return wrong();
  };
  await Promise.allSettled(Array.from({ length: 100 }, () => throttled(db.app, key, guess)));
  expect(made).toBe(10);
});

test("what succeeded, or failed for another reason, does not count", async () => {
  const key = randomUUID();
  for (let n = 0; n < 12; n += 1) await throttled(db.app, key, right);
  const away = () => Promise.reject(new AppError("unavailable", "away"));
  for (let n = 0; n < 12; n += 1) await throttled(db.app, key, away).catch(() => undefined);
  expect(await throttled(db.app, key, right)).toBe("in");
});

test("what is too old to matter is forgotten, and no address is kept", async () => {
  await db.owner.query("DELETE FROM sign_in_attempt");
  const key = randomUUID();
  for (let n = 0; n < 5; n += 1) await countAttempt(db.app, key);
  await minutesPass(60);
  await countAttempt(db.app, key);
  const { rows } = await db.owner.query("SELECT key_hash FROM sign_in_attempt");
  expect(rows).toHaveLength(1);
  expect(rows[0]?.key_hash.toString()).not.toContain(key);
  await expect(db.app.query("SELECT FROM sign_in_attempt")).rejects.toThrow(/permission denied/);
});
