import type { OrgDb } from "~/server/db";

/** Of the people who began within the days: how many finished, and how many have it set aside now. */
export async function countBegun(db: OrgDb, days: number) {
  const rows = await db.$queryRaw<{ begun: number; finished: number; setAside: number }[]>`
    SELECT count(*)::int AS begun, count(finished_at)::int AS finished, count(set_aside_at)::int AS "setAside"
    FROM onboarding WHERE begun_at > app_now() - make_interval(days => ${days}::int)`;
  return rows[0] ?? { begun: 0, finished: 0, setAside: 0 };
}

/** The same people, by step. */
export function countSteps(db: OrgDb, days: number) {
  return db.$queryRaw<{ step: string; seen: number; done: number; skipped: number }[]>`
    SELECT s.step, count(*)::int AS seen, count(s.done_at)::int AS done,
      (count(*) FILTER (WHERE s.done_at IS NULL AND s.skipped_at IS NOT NULL))::int AS skipped
    FROM onboarding o JOIN onboarding_step s ON s.user_id = o.user_id
    WHERE o.begun_at > app_now() - make_interval(days => ${days}::int) GROUP BY s.step`;
}
