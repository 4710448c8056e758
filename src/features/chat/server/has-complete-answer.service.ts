import type { OrgContext } from "~/server/context";
import { hasAnswer } from "./answers.repository";

/** Whether the person has had an answer in the organisation that came to its end. */
export function hasCompleteAnswer(ctx: Pick<OrgContext, "db" | "orgId" | "userId">): Promise<boolean> {
  return hasAnswer(ctx, "complete");
}
