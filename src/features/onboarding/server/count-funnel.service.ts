import type { PlatformContext } from "~/server/api/procedures";
import type { Funnel } from "../onboarding.schema";
import { steps } from "../onboarding-steps";
import { countBegun, countSteps } from "./funnel.repository";

const days = 30;

/** How far the people came who began their first steps in the last 30 days. */
export async function countFunnel({ db }: Pick<PlatformContext, "db">): Promise<Funnel> {
  const begun = await countBegun(db, days);
  const counted = await countSteps(db, days);
  return {
    days,
    ...begun,
    steps: steps.map((step) => {
      const { seen = 0, done = 0, skipped = 0 } = counted.find((row) => row.step === step) ?? {};
      return { step, seen, done, skipped };
    }),
  };
}
