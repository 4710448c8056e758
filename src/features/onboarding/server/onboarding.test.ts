import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgScope } from "~/server/context";
import { callerOf } from "~/testing/caller";
import { createScope } from "~/testing/scope";
import { type Step, steps } from "../onboarding-steps";
import { createOnboardingFixture, type OnboardingFixture } from "../testing/onboarding-fixture";
import { completeStep } from "./complete-step.service";
import { firstPageOf } from "./first-page.service";
import { readStanding } from "./read-standing.service";
import { seeStep } from "./see-step.service";
import { setAside } from "./set-aside.service";
import { skipStep } from "./skip-step.service";
import { takeUp } from "./take-up.service";

let fixture: OnboardingFixture;
beforeAll(async () => {
  fixture = await createOnboardingFixture();
});
afterAll(() => fixture.close());

const newPerson = () => createScope(fixture.backend);
const withoutMessage = steps.filter((step) => step !== "message" && step !== "purpose");
const complete = (scope: OrgScope, step: Exclude<Step, "purpose">) => completeStep(scope, scope, { step });

async function rowsOf(userId: string) {
  const { rows } = await fixture.db.owner.query(
    "SELECT step, seen_at, done_at, skipped_at FROM onboarding_step WHERE user_id = $1 ORDER BY step",
    [userId],
  );
  return rows;
}

test("whoever was never shown the first steps is led there, and from the first look on to their work", async () => {
  const person = await newPerson();
  expect(await firstPageOf(person)).toBe("/welcome");
  expect(await firstPageOf(person)).toBe("/welcome");
  await seeStep(person, { step: "start" });
  expect(await firstPageOf(person)).toBe(`/o/${person.org.slug}/chat`);
});

test("whoever set them aside before ever looking is not led there either", async () => {
  const person = await newPerson();
  await setAside(person);
  expect(await firstPageOf(person)).toBe(`/o/${person.org.slug}/chat`);
  expect(await readStanding(person)).toMatchObject({ isNew: false, isSetAside: true, isFinished: false });
});

test("each step is seen, done and told of once, however often it is said", async () => {
  const person = await newPerson();
  for (const _ of [1, 2, 3]) {
    await seeStep(person, { step: "start" });
    await complete(person, "start");
    await completeStep(person, null, { step: "purpose", purpose: "team" });
    await skipStep(person, { step: "workspace" });
  }
  const before = await rowsOf(person.userId);
  await seeStep(person, { step: "start" });
  await complete(person, "start");
  await skipStep(person, { step: "workspace" });
  expect(await rowsOf(person.userId)).toEqual(before);
  expect(await fixture.events(person.userId)).toEqual([
    { name: "step.seen", step: "start" },
    { name: "step.completed", step: "start", purpose: null },
    { name: "step.seen", step: "purpose" },
    { name: "step.completed", step: "purpose", purpose: "team" },
    { name: "step.seen", step: "workspace" },
    { name: "step.skipped", step: "workspace" },
  ]);
});

test("what is done stays done when it is skipped afterwards; what was skipped can be done after all", async () => {
  const person = await newPerson();
  await complete(person, "start");
  await skipStep(person, { step: "start" });
  await skipStep(person, { step: "workspace" });
  expect((await readStanding(person)).steps).toMatchObject({ start: "done", workspace: "skipped" });
  expect((await complete(person, "workspace")).steps).toMatchObject({ start: "done", workspace: "done" });
  const skipped = (await fixture.events(person.userId)).filter(({ name }) => name === "step.skipped");
  expect(skipped).toEqual([{ name: "step.skipped", step: "workspace" }]);
});

test("later steps lose nothing that was answered before, and an answer may be changed", async () => {
  const person = await newPerson();
  await completeStep(person, null, { step: "purpose", purpose: "programs" });
  await complete(person, "next");
  await setAside(person);
  await takeUp(person);
  expect(await readStanding(person)).toMatchObject({ purpose: "programs" });
  await completeStep(person, null, { step: "purpose", purpose: "texts" });
  expect(await readStanding(person)).toMatchObject({ purpose: "texts", steps: { purpose: "done", next: "done" } });
  const completed = (await fixture.events(person.userId)).filter(({ step }) => step === "purpose");
  expect(completed.filter(({ name }) => name === "step.completed")).toHaveLength(1);
});

test("a message counts when an answer of theirs is complete in the organisation they are in, whatever a page says", async () => {
  const person = await newPerson();
  const colleague = await createScope(fixture.backend, { role: "member", org: person.org });
  const missing = { code: "answer_missing" };
  await expect(complete(person, "message")).rejects.toMatchObject(missing);
  for (const status of ["streaming", "stopped", "failed"] as const) {
    await fixture.answer(person, status);
    await expect(complete(person, "message")).rejects.toMatchObject(missing);
  }
  await fixture.answer(colleague, "complete");
  await expect(complete(person, "message")).rejects.toMatchObject(missing);
  await expect(completeStep(person, null, { step: "message" })).rejects.toMatchObject({ code: "not_found" });
  expect((await readStanding(person)).steps.message).toBe("unseen");
  expect(await fixture.events(person.userId)).toEqual([]);
  await fixture.answer(person, "complete");
  expect((await complete(person, "message")).steps.message).toBe("done");
});

test("it is finished once, by the last step that is done or skipped, and what comes after changes that no more", async () => {
  const person = await newPerson();
  for (const step of withoutMessage) await complete(person, step);
  await skipStep(person, { step: "purpose" });
  expect(await readStanding(person)).toMatchObject({ isFinished: false });
  expect(await skipStep(person, { step: "message" })).toMatchObject({ isFinished: true });
  await fixture.answer(person, "complete");
  await complete(person, "message");
  await setAside(person);
  expect(await readStanding(person)).toMatchObject({ isFinished: true, isSetAside: false, steps: { message: "done" } });
  const ends = (await fixture.events(person.userId)).filter(({ name }) => !name.startsWith("step."));
  expect(ends).toEqual([{ name: "finished", done: 3 }]);
});

test("set aside and taken up again, it goes on where it was left; either is told of once", async () => {
  const person = await newPerson();
  await complete(person, "start");
  await setAside(person);
  expect(await setAside(person)).toMatchObject({ isSetAside: true });
  await takeUp(person);
  expect(await takeUp(person)).toMatchObject({ isSetAside: false, steps: { start: "done", workspace: "unseen" } });
  expect((await fixture.events(person.userId)).slice(2)).toEqual([
    { name: "set_aside", step: "workspace" },
    { name: "taken_up", step: "workspace" },
  ]);
});

test("two devices at once end in one state, with one event for each thing that happened", async () => {
  const person = await newPerson();
  await fixture.answer(person, "complete");
  const acts = (["start", "workspace", "message", "next"] as const).flatMap((step) => [
    () => seeStep(person, { step }),
    () => complete(person, step),
    () => skipStep(person, { step }),
  ]);
  const purpose = () => completeStep(person, null, { step: "purpose", purpose: "team" });
  await Promise.all([...acts, purpose, ...acts, purpose].map((act) => act()));
  const standing = await readStanding(person);
  expect(standing).toMatchObject({ isFinished: true, purpose: "team" });
  expect(Object.values(standing.steps)).toEqual(["done", "done", "done", "done", "done"]);
  const told = await fixture.events(person.userId);
  expect(new Set(told.map(({ name, step }) => `${name} ${step}`)).size).toBe(told.length);
  expect(told.filter(({ name }) => name === "step.seen")).toHaveLength(5);
  expect(told.filter(({ name }) => name === "step.completed")).toHaveLength(5);
  expect(told.filter(({ name }) => name === "finished")).toHaveLength(1);
});

test("where the last two steps are done on two devices at once, one of them finds that nothing is left", async () => {
  for (let round = 0; round < 12; round++) {
    const person = await newPerson();
    await complete(person, "start");
    for (const step of ["purpose", "message"] as const) await skipStep(person, { step });
    await Promise.all([complete(person, "workspace"), complete(person, "next")]);
    expect(await readStanding(person)).toMatchObject({ isFinished: true });
    expect((await fixture.events(person.userId)).filter(({ name }) => name === "finished")).toHaveLength(1);
  }
});

test("nothing is told of what was undone: event and state are of one transaction", async () => {
  const person = await newPerson();
  await fixture.db.owner.query(
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$",
  );
  await fixture.db.owner.query(
    "CREATE TRIGGER refuse BEFORE INSERT ON event_outbox FOR EACH ROW EXECUTE FUNCTION refuse()",
  );
  try {
    await expect(seeStep(person, { step: "start" })).rejects.toThrow();
    await expect(setAside(person)).rejects.toThrow();
  } finally {
    await fixture.db.owner.query("DROP TRIGGER refuse ON event_outbox");
  }
  expect(await readStanding(person)).toMatchObject({ isNew: true, isSetAside: false });
  expect(await rowsOf(person.userId)).toEqual([]);
});

test("an unknown step, and a purpose that nobody offers, are refused as bad input", async () => {
  const { onboarding } = callerOf(await newPerson());
  for (const [procedure, input] of [
    [onboarding.see, { step: "payment" }],
    [onboarding.skip, { step: "" }],
    [onboarding.complete, { step: "purpose", purpose: "world domination" }],
    [onboarding.complete, { step: "purpose" }],
    [onboarding.complete, { step: "start", userId: "somebody else" }],
  ] as const) {
    await expect(Reflect.apply(procedure, undefined, [input])).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("row-level security: nobody reads or writes where a colleague stands, nor undoes what they did themselves", async () => {
  const person = await newPerson();
  const other = await createScope(fixture.backend, { role: "admin", org: person.org });
  await complete(person, "start");
  await seeStep(other, { step: "start" });
  const { userId } = person;
  const seen = await fixture.as(other, (tx) => tx.onboardingStep.findMany({ select: { userId: true } }));
  expect(seen).toEqual([{ userId: other.userId }]);
  expect(await fixture.as(other, (tx) => tx.onboarding.findUnique({ where: { userId } }))).toBeNull();
  const changed = await fixture.as(other, (tx) => tx.$executeRaw`UPDATE onboarding SET purpose = 'team'`);
  expect(changed).toBe(1);
  expect(await readStanding(person)).toMatchObject({ purpose: null });
  const planted = fixture.as(
    other,
    (tx) =>
      tx.$executeRaw`INSERT INTO onboarding_step (user_id, step, seen_at) VALUES (${userId}::uuid, 'next', now())`,
  );
  await expect(planted).rejects.toThrow(/row-level security/);
  await expect(fixture.as(person, (tx) => tx.$executeRaw`DELETE FROM onboarding_step`)).rejects.toThrow(/denied/);
  expect((await readStanding(person)).steps.start).toBe("done");
});

test("while a superadmin acts for somebody nothing of it changes, neither theirs nor the member's", async () => {
  const member = await newPerson();
  const superadmin = await newPerson();
  const acting = {
    sessionId: "a",
    superadminId: superadmin.userId,
    superadminName: "S",
    reason: "Ticket 1",
    expiresAt: new Date(Date.now() + 60_000),
  };
  const { onboarding } = callerOf({ ...member, identity: superadmin.identity, acting });
  const refused = { cause: { code: "forbidden", details: { why: "acting" } } };
  await expect(onboarding.see({ step: "start" })).rejects.toMatchObject(refused);
  await expect(onboarding.complete({ step: "message" })).rejects.toMatchObject(refused);
  await expect(onboarding.skip({ step: "start" })).rejects.toMatchObject(refused);
  await expect(onboarding.setAside()).rejects.toMatchObject(refused);
  await expect(onboarding.takeUp()).rejects.toMatchObject(refused);
  for (const scope of [member, superadmin]) expect(await readStanding(scope)).toMatchObject({ isNew: true });
});

test("the console counts people: how many saw, did and skipped each step, began, finished and set it aside, in 30 days", async () => {
  await fixture.db.owner.query("DELETE FROM onboarding");
  const [all, half, away, longAgo] = [await newPerson(), await newPerson(), await newPerson(), await newPerson()];
  for (const step of withoutMessage) await complete(all, step);
  await completeStep(all, null, { step: "purpose", purpose: "open" });
  await skipStep(all, { step: "message" });
  await complete(half, "start");
  await seeStep(half, { step: "workspace" });
  await seeStep(away, { step: "start" });
  await setAside(away);
  // Skipped first and done afterwards is done.
  await skipStep(half, { step: "purpose" });
  await completeStep(half, null, { step: "purpose", purpose: "team" });
  await complete(longAgo, "start");
  await fixture.db.owner.query("UPDATE onboarding SET begun_at = now() - interval '31 days' WHERE user_id = $1", [
    longAgo.userId,
  ]);
  // Set aside without a look: nobody who began.
  await setAside(await newPerson());
  await fixture.db.owner.query("UPDATE app_user_account SET is_superadmin = true WHERE id = $1", [all.userId]);
  const caller = callerOf({ ...all, user: { ...all.user, isSuperadmin: true } });
  expect(await caller.onboarding.funnel()).toEqual({
    days: 30,
    begun: 3,
    finished: 1,
    setAside: 1,
    steps: [
      { step: "start", seen: 3, done: 2, skipped: 0 },
      { step: "workspace", seen: 2, done: 1, skipped: 0 },
      { step: "purpose", seen: 2, done: 2, skipped: 0 },
      { step: "message", seen: 1, done: 0, skipped: 1 },
      { step: "next", seen: 1, done: 1, skipped: 0 },
    ],
  });
  await expect(callerOf(half).onboarding.funnel()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("people who were there before the migration are past it: not led there, not reminded, not counted", async () => {
  const person = await newPerson();
  const migration = new URL("../../../../prisma/migrations/20261201115600_onboarding/migration.sql", import.meta.url);
  const [statement = ""] = /^INSERT INTO onboarding .+$/m.exec(await readFile(migration, "utf8")) ?? [];
  await fixture.db.owner.query("DELETE FROM onboarding");
  await fixture.db.owner.query(statement);
  expect(await firstPageOf(person)).toBe(`/o/${person.org.slug}/chat`);
  expect(await readStanding(person)).toMatchObject({ isNew: false, isSetAside: true });
  const { rows } = await fixture.db.owner.query("SELECT FROM onboarding WHERE begun_at IS NOT NULL");
  expect(rows).toHaveLength(0);
});
