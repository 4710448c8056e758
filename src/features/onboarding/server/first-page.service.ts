import { homeOf } from "~/features/organizations/server/list-organizations.service";
import type { UserScope } from "~/server/context";
import { onboardingPath } from "../onboarding-steps";
import { readStanding } from "./read-standing.service";

/** Where somebody goes who has signed in and named no page: once to their first steps, from then on to their work. */
export async function firstPageOf(scope: UserScope): Promise<string> {
  const { isNew } = await readStanding(scope);
  return isNew ? onboardingPath : homeOf(scope);
}
