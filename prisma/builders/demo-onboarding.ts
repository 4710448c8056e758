import { type Step, steps } from "~/features/onboarding/onboarding-steps";
import type { Purpose } from "~/features/onboarding/purposes";
import type { Sql } from "~/server/db";

/** How somebody of the demonstration came through their first steps; left out, they did every one of them. */
export type DemoFirstSteps = {
  purpose?: Purpose;
  skipped?: readonly Step[];
  /** Where they put the rest away. */
  leftAt?: Step;
};

/** Puts a person past their first steps: nobody of the demonstration is new to it. */
export async function buildDemoFirstSteps(tx: Sql, userId: string, how: DemoFirstSteps = {}): Promise<void> {
  const { purpose = "team", skipped = [], leftAt } = how;
  const seen = leftAt === undefined ? steps : steps.slice(0, steps.indexOf(leftAt) + 1);
  await tx.query(
    `INSERT INTO onboarding (user_id, purpose, begun_at, set_aside_at, finished_at)
     VALUES ($1, $2, app_now(), CASE WHEN $3 THEN app_now() END, CASE WHEN NOT $3 THEN app_now() END)`,
    [userId, purpose, leftAt !== undefined],
  );
  for (const step of seen) {
    await tx.query(
      `INSERT INTO onboarding_step (user_id, step, seen_at, done_at, skipped_at)
       VALUES ($1, $2, app_now(), CASE WHEN $3 = 'done' THEN app_now() END, CASE WHEN $3 = 'skipped' THEN app_now() END)`,
      [userId, step, skipped.includes(step) ? "skipped" : step === leftAt ? "seen" : "done"],
    );
  }
}
