import { createHash } from "node:crypto";
import { countTokensInSlices } from "~/adapters/models/tokenizer";
import { AppError, notFound } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { log } from "~/server/log";
import { assertCan } from "~/server/permissions";
import { type Attachment, tokensOfFile } from "../attachments";
import type { ModelChoice } from "../chat.schema";
import type { SendInput } from "../chat-stream.schema";
import { roomOf } from "../cost-bound";
import { firstWords } from "../first-words";
import { fitHistory } from "../fit-history";
import { type AnswerKey, type BeginInput, type Begun, beginAnswer, withdrawAnswer } from "./answer-journal.repository";
import { AnswerLog } from "./answer-log";
import { type AnswerSource, liveSource, storedSource } from "./answer-source";
import { saveLeftOut } from "./attachments.repository";
import { findModel } from "./list-models.service";
import { assertTaken, loadAttachments } from "./load-attachments.service";
import { holdingFiles } from "./prompt-bytes";
import { promptOf } from "./prompt-of";
import { recoverAnswers } from "./recover-answers.job";
import { type EndReason, leaseSeconds, maxRunning, type RunningAnswer, runningAnswersOf } from "./running-answers";
import { writeAnswer } from "./write-answer";

/** No answer takes longer; one that does is ended, and charged for what it got to. */
const longestMs = 15 * 60_000;

/**
 * Sends a message, or asks for another answer, and returns the answer's stream as soon as the model is asked.
 * The same request again joins the answer, or replays it; nothing is stored of one that is refused.
 */
export async function sendMessage(scope: OrgScope, input: SendInput): Promise<AnswerSource> {
  assertCan(scope, "chat.write");
  const key: AnswerKey = { orgId: scope.orgId, userId: scope.userId, answerId: input.answerId };
  const fingerprint = fingerprintOf(input);
  const running = runningAnswersOf(scope.backend);
  const known = running.find(key);
  if (known !== undefined) {
    if (known.fingerprint !== fingerprint) throw conflict();
    await known.accepted;
    return liveOrStored(scope, known);
  }
  if (running.size >= maxRunning) {
    throw new AppError("unavailable", "as many answers as this process can write", {
      details: { retryAfterSeconds: 2 },
    });
  }
  const answer = open(scope, input, key, fingerprint);
  await answer.accepted;
  return liveOrStored(scope, answer);
}

/** Registers the answer before anything is awaited, so that the same request a moment later finds it. */
function open(scope: OrgScope, input: SendInput, key: AnswerKey, fingerprint: string): RunningAnswer {
  const aborter = new AbortController();
  const timeout = setTimeout(() => aborter.abort("timeout" satisfies EndReason), longestMs);
  const accepted = Promise.withResolvers<void>();
  const answer: RunningAnswer = {
    key,
    conversationId: input.conversationId,
    fingerprint,
    log: new AnswerLog(),
    accepted: accepted.promise,
    end: (reason) => aborter.abort(reason),
  };
  const running = runningAnswersOf(scope.backend);
  running.add(answer);
  run(scope, input, answer, aborter.signal, accepted.resolve)
    .catch((error: unknown) => {
      accepted.reject(error);
      if (answer.log.size > 0) log().error({ requestId: scope.requestId, err: error }, "an answer could not be stored");
    })
    .finally(() => {
      accepted.resolve();
      clearTimeout(timeout);
      running.remove(answer);
      answer.log.end();
    });
  return answer;
}

async function run(
  scope: OrgScope,
  input: SendInput,
  answer: RunningAnswer,
  signal: AbortSignal,
  onAccepted: () => void,
): Promise<void> {
  const model = await findModel(scope, input.modelId);
  const question =
    input.intent === "regenerate" ? null : { text: input.text, tokens: await countTokensInSlices(input.text) };
  const attachments = await attachmentsOf(scope, input, model);
  const room = roomOf(model);
  if (question !== null) assertRoom(model, question.tokens, attachments, room);
  const begun = await begin(scope, answer.key, {
    conversationId: input.conversationId,
    questionId: input.messageId,
    parentId: input.intent === "regenerate" ? null : input.parentId,
    question:
      question === null ? null : { ...question, title: firstWords(question.text.trim() || attachments[0]?.name || "") },
    attachments,
    modelId: model.id,
    fingerprint: answer.fingerprint,
    leaseSeconds,
    historyTokens: room,
  });
  if (begun === "replay") return;
  try {
    const [asked, ...before] = begun.history;
    const branch = asked && attachments.length > 0 ? [{ ...asked, attachments }, ...before] : begun.history;
    if (question === null && asked?.attachments) {
      assertTaken(model, asked.attachments);
      assertRoom(model, asked.tokens, asked.attachments, room);
    }
    const history = fitHistory(branch, room, model);
    await holdingFiles(model, history.messages, () => write(scope, input, answer, model, history, signal, onAccepted));
  } catch (error) {
    // Refused before anything was sent: as if it had never been asked.
    if (answer.log.size === 0) {
      await withdrawAnswer(scope.sql, answer.key, {
        conversationId: input.conversationId,
        questionId: question === null ? null : input.messageId,
        previousLeafId: begun.previousLeafId,
      });
    }
    throw error;
  }
}

async function write(
  scope: OrgScope,
  input: SendInput,
  answer: RunningAnswer,
  model: ModelChoice,
  history: ReturnType<typeof fitHistory>,
  signal: AbortSignal,
  onAccepted: () => void,
): Promise<void> {
  const { messages, goneFiles } = await promptOf(scope, model, history.messages);
  const leftOutFiles = history.leftOutFiles + goneFiles;
  if (leftOutFiles > 0) await scope.inOrg((db) => saveLeftOut({ ...scope, db }, answer.key.answerId, leftOutFiles));
  const running = runningAnswersOf(scope.backend);
  const tell = (change: "running" | "finished") =>
    scope.backend.events.publish(scope.orgId, {
      type: "conversation",
      userId: scope.userId,
      conversationId: input.conversationId,
      change,
    });
  const accept = () => {
    onAccepted();
    tell("running");
  };
  await writeAnswer(
    {
      scope,
      answer,
      questionId: input.messageId,
      model,
      messages,
      droppedMessages: history.dropped,
      leftOutFiles,
      signal,
      crowd: () => running.size,
    },
    accept,
  );
  tell("finished");
}

/** Of a new question; those of one that is asked again are stored with it. */
async function attachmentsOf(scope: OrgScope, input: SendInput, model: ModelChoice): Promise<Attachment[]> {
  const fileIds = input.intent === "regenerate" ? [] : (input.attachments ?? []);
  if (fileIds.length === 0) return [];
  const attachments = await loadAttachments(scope, fileIds);
  assertTaken(model, attachments);
  return attachments;
}

function assertRoom(model: ModelChoice, tokens: number, attachments: readonly Attachment[], room: number): void {
  const needed = attachments.reduce((sum, file) => {
    const { text, media } = tokensOfFile(model, file);
    return sum + text + media;
  }, tokens);
  if (needed <= room) return;
  throw new AppError("context_too_long", "the message alone is too long", {
    details: { modelId: model.id, inputTokens: needed, allowedTokens: room },
  });
}

async function begin(
  scope: OrgScope,
  key: AnswerKey,
  input: BeginInput,
): Promise<Extract<Begun, { code: "begun" }> | "replay"> {
  let begun = await beginAnswer(scope.sql, key, input);
  if (begun.code === "lost") {
    // Its writer died; what it had delivered is kept, and the conversation is free again.
    await recoverAnswers(scope.backend, { answerId: begun.answerId });
    begun = await beginAnswer(scope.sql, key, input);
  }
  switch (begun.code) {
    case "begun":
      return begun;
    case "replay":
      return "replay";
    case "conflict":
      throw conflict();
    case "not_found":
      throw notFound(begun.what);
    default:
      throw new AppError("answer_in_progress", "the conversation has a running answer", {
        details: { answerId: begun.answerId },
      });
  }
}

/** A request that turned out to be a replay wrote nothing: then the stored answer is read. */
function liveOrStored(scope: OrgScope, answer: RunningAnswer): AnswerSource {
  return answer.log.size > 0 ? liveSource(answer) : storedSource(scope, answer.key);
}

function conflict(): AppError {
  return new AppError("request_conflict", "another request used this id");
}

/** Of everything that makes the request what it is. */
function fingerprintOf(input: SendInput): string {
  const { intent, conversationId, messageId, answerId, modelId } = input;
  const files = input.intent === "regenerate" ? [] : (input.attachments ?? []);
  const said = input.intent === "regenerate" ? [] : [input.parentId, input.text, ...files];
  return createHash("sha256")
    .update(JSON.stringify([intent, conversationId, messageId, answerId, modelId, said]))
    .digest("base64url");
}
