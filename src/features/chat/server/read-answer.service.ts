import type { OrgScope } from "~/server/context";
import { assertCan } from "~/server/permissions";
import { type AnswerSource, liveSource, storedSource } from "./answer-source";
import { runningAnswersOf } from "./running-answers";

/** An answer of the person's own, to be read from anywhere: while it is written, here or elsewhere, and afterwards. */
export async function readAnswer(scope: OrgScope, answerId: string): Promise<AnswerSource> {
  assertCan(scope, "chat.read");
  const key = { orgId: scope.orgId, userId: scope.userId, answerId };
  const running = runningAnswersOf(scope.backend).find(key);
  if (running === undefined) return storedSource(scope, key);
  await running.accepted;
  return running.log.size > 0 ? liveSource(running) : storedSource(scope, key);
}
