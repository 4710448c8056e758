import { isErrorCode, notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { type AnswerEvent, eventsOfParts } from "../answer-events";
import { type AnswerMetadata, streamErrorText } from "../chat-stream.schema";
import type { AnswerKey } from "./answer-journal.repository";
import { findAnswer, type StoredAnswer } from "./answers.repository";
import { sumCharges } from "./charges.repository";

/** A finished answer as a stream from its beginning, for whoever comes after its journal is gone. */
export async function replayEvents(scope: OrgScope, key: AnswerKey): Promise<string[]> {
  const { answer, charged } = await scope.inOrg(async (db) => {
    const ctx = { ...scope, db };
    const answer = await findAnswer(ctx, key.answerId);
    const charges = answer === null ? undefined : await sumCharges(ctx, answer.conversationId);
    return { answer, charged: charges?.get(key.answerId) };
  });
  if (answer === null) throw notFound("message");
  const start: AnswerEvent = {
    type: "start",
    messageId: key.answerId,
    messageMetadata: {
      conversationId: answer.conversationId,
      questionId: answer.questionId ?? undefined,
      modelId: answer.modelId,
      droppedMessages: answer.droppedMessages,
    },
  };
  const metadata: AnswerMetadata =
    charged === undefined ? {} : { chargedUcr: charged.chargedUcr.toString(), isEstimated: charged.isEstimated };
  const events = [start, ...eventsOfParts(answer.parts), ...endOf(answer, metadata)];
  return events.map((event) => JSON.stringify(event));
}

function endOf(answer: StoredAnswer, metadata: AnswerMetadata): AnswerEvent[] {
  if (answer.status === "complete") {
    return [{ type: "finish", messageMetadata: { ...metadata, finishReason: answer.finishReason ?? "stop" } }];
  }
  const { errorCode, errorDetails } = answer;
  const end: AnswerEvent = isErrorCode(errorCode)
    ? { type: "error", errorText: streamErrorText({ code: errorCode, details: errorDetails, requestId: "" }) }
    : { type: "abort" };
  return [{ type: "message-metadata", messageMetadata: metadata }, end];
}
