import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createModel, plainPrice } from "~/features/ledger/testing/ledger-fixture";
import type { Backend, OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import type { LiveBalance } from "../live-balance";
import { bookUsage } from "../testing/book-usage";
import { watchBalance } from "./watch-balance.service";

let db: TestDatabase;
let backend: Backend;
/** Another process of the same installation. */
let elsewhere: Backend;
let modelId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
  elsewhere = createTestBackend(db.appUrl, { models: noModels });
  modelId = await createModel(db.owner, plainPrice);
});

afterAll(async () => {
  await closeTestBackend(backend);
  await closeTestBackend(elsewhere);
  await db.close();
});

const headersOf = (scope: OrgScope) => new Headers({ "x-test-subject": scope.identity.subject });

function watch(scope: OrgScope, stop: AbortSignal) {
  return watchBalance(scope, headersOf(scope), stop, { quietMs: 10, recheckMs: 200 });
}

async function next(watching: AsyncGenerator<LiveBalance, void>): Promise<LiveBalance> {
  const result = await watching.next();
  if (result.done) throw new Error("the watch ended");
  return result.value;
}

it("tells every open tab of the organisation what a purchase left, in this process and in others", async () => {
  const owner = await createScope(backend);
  const viewer = await createScope(elsewhere, { role: "viewer", org: owner.org });
  const bystander = await createScope(backend);
  const stop = new AbortController();
  const [here, there, other] = [watch(owner, stop.signal), watch(viewer, stop.signal), watch(bystander, stop.signal)];
  for (const watching of [here, there, other]) expect((await next(watching)).availableUcr).toBe(50_000_000n);
  const silent = other.next();
  await callerOf(owner).credits.buy({ credits: 500, key: randomUUID() });
  for (const watching of [here, there]) {
    expect(await next(watching)).toMatchObject({ availableUcr: 550_000_000n, seq: 2n, grantedUcr: 550_000_000n });
  }
  stop.abort();
  expect((await silent).done).toBe(true);
  for (const watching of [here, there]) expect((await watching.next()).done).toBe(true);
});

it("notices a change that nobody announced, at the next look", async () => {
  const owner = await createScope(backend);
  const stop = new AbortController();
  const watching = watch(owner, stop.signal);
  await next(watching);
  await bookUsage(owner, modelId);
  const after = await next(watching);
  expect(after.availableUcr).toBeLessThan(50_000_000n);
  expect(after.daysLeft).not.toBeNull();
  stop.abort();
});

it("ends for somebody who is no member any more, and for an ended session", async () => {
  const owner = await createScope(backend);
  const member = await createScope(backend, { role: "member", org: owner.org });
  const stop = new AbortController();
  const watching = watch(member, stop.signal);
  await next(watching);
  await db.owner.query("DELETE FROM membership WHERE org_id = $1 AND user_id = $2", [owner.orgId, member.userId]);
  backend.events.publish(owner.orgId, { type: "membership", userId: member.userId });
  expect((await next(watching)).standing).toBe("over");
  expect((await watching.next()).done).toBe(true);

  const signedOut = watchBalance(owner, new Headers(), stop.signal, { quietMs: 10, recheckMs: 200 });
  expect((await signedOut.next()).done).toBe(true);
  stop.abort();
});

it("tells a member at once that their own place has changed, and nobody else", async () => {
  const owner = await createScope(backend);
  const member = await createScope(elsewhere, { role: "admin", org: owner.org });
  const stop = new AbortController();
  const [own, other] = [watch(member, stop.signal), watch(owner, stop.signal)];
  const before = [await next(own), await next(other)].map(({ standing }) => standing);
  const silent = other.next();
  await callerOf(owner).members.changeRole({ userId: member.userId, role: "viewer" });
  const after = await next(own);
  expect(after.standing).not.toBe(before[0]);
  expect(after.standing).not.toBe("over");
  stop.abort();
  expect((await silent).done).toBe(true);
});
