import type { OrgDb } from "~/server/db";
import type { Standing } from "../onboarding.schema";
import { type Step, type StepState, type StepStates, steps } from "../onboarding-steps";
import { type Purpose, purposeOf } from "../purposes";

/** Holds the person's row until the transaction ends, made where there was none: two devices come one after the other. */
export async function holdStanding(db: OrgDb, userId: string): Promise<void> {
  await db.$executeRaw`INSERT INTO onboarding (user_id) VALUES (${userId}::uuid) ON CONFLICT DO NOTHING`;
  await db.$executeRaw`SELECT 1 FROM onboarding WHERE user_id = ${userId}::uuid FOR UPDATE`;
}

export async function findStanding(db: OrgDb, userId: string): Promise<Standing> {
  const row = await db.onboarding.findUnique({
    where: { userId },
    select: {
      purpose: true,
      setAsideAt: true,
      finishedAt: true,
      steps: { select: { step: true, doneAt: true, skippedAt: true } },
    },
  });
  const known = new Map(row?.steps.map(({ step, ...at }) => [step, stateOf(at)]));
  return {
    isNew: row === null,
    steps: statesOf((step) => known.get(step) ?? "unseen"),
    purpose: purposeOf(row?.purpose ?? null),
    isSetAside: row?.setAsideAt != null,
    isFinished: row?.finishedAt != null,
  };
}

function stateOf({ doneAt, skippedAt }: { doneAt: Date | null; skippedAt: Date | null }): StepState {
  if (doneAt !== null) return "done";
  return skippedAt === null ? "seen" : "skipped";
}

function statesOf(find: (step: Step) => StepState): StepStates {
  const [start, workspace, purpose, message, next] = steps;
  return {
    start: find(start),
    workspace: find(workspace),
    purpose: find(purpose),
    message: find(message),
    next: find(next),
  };
}

/** True where it was not seen before. */
export async function saveSeen(db: OrgDb, userId: string, step: Step): Promise<boolean> {
  const rows = await db.$executeRaw`
    INSERT INTO onboarding_step (user_id, step, seen_at) VALUES (${userId}::uuid, ${step}, app_now())
    ON CONFLICT DO NOTHING`;
  await db.$executeRaw`UPDATE onboarding SET begun_at = app_now() WHERE user_id = ${userId}::uuid AND begun_at IS NULL`;
  return rows === 1;
}

/** Of a step that was seen. True where it was not done before. */
export async function saveDone(db: OrgDb, userId: string, step: Step): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE onboarding_step SET done_at = app_now() WHERE user_id = ${userId}::uuid AND step = ${step} AND done_at IS NULL`;
  return rows === 1;
}

/** Of a step that was seen. True where it was open before: what is done stays done. */
export async function saveSkipped(db: OrgDb, userId: string, step: Step): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE onboarding_step SET skipped_at = app_now()
    WHERE user_id = ${userId}::uuid AND step = ${step} AND done_at IS NULL AND skipped_at IS NULL`;
  return rows === 1;
}

export async function savePurpose(db: OrgDb, userId: string, purpose: Purpose): Promise<void> {
  await db.onboarding.update({ where: { userId }, data: { purpose }, select: { userId: true } });
}

/** True where it was neither set aside nor finished. */
export async function saveSetAside(db: OrgDb, userId: string): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE onboarding SET set_aside_at = app_now()
    WHERE user_id = ${userId}::uuid AND set_aside_at IS NULL AND finished_at IS NULL`;
  return rows === 1;
}

/** True where it was set aside. */
export async function saveTakenUp(db: OrgDb, userId: string): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE onboarding SET set_aside_at = NULL WHERE user_id = ${userId}::uuid AND set_aside_at IS NOT NULL`;
  return rows === 1;
}

/** True where it was not finished before. */
export async function saveFinished(db: OrgDb, userId: string): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE onboarding SET finished_at = app_now(), set_aside_at = NULL
    WHERE user_id = ${userId}::uuid AND finished_at IS NULL`;
  return rows === 1;
}
