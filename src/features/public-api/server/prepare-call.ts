import { createHash } from "node:crypto";
import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { Meter } from "~/features/metering/server/meter";
import { meteredModel } from "~/features/metering/server/metered-model";
import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import { callOptions } from "../call-options";
import type { CompletionRequest } from "../completion.schema";
import { hasPictures, wrong } from "../prompt-of-messages";
import { takeModel } from "./list-models.service";

/** One call of a model as a program asked for it, ready to be made. */
export type PreparedCall = {
  scope: OrgScope;
  modelId: string;
  /** Of the answer, as OpenAI names them. */
  completionId: string;
  options: LanguageModelV4CallOptions;
  model: LanguageModelV4;
  meter: Meter;
};

/** Asked for by nobody, an answer may be this long. */
const defaultOutputTokens = 4_096;
/** A name that was used by attempts that came to nothing is taken up again so often. */
const mostAttempts = 20;

/**
 * Makes a call and, where it was named by a key of its own, makes it once: a second request of the same name meets the hold of
 * the first. Only what was given back, because nothing came of it, may be asked for again.
 */
export async function callOnce<T>(
  scope: OrgScope,
  request: CompletionRequest,
  requestId: string,
  idempotencyKey: string | null,
  make: (call: PreparedCall) => Promise<T>,
): Promise<T> {
  const { modelId, options } = await planCall(scope, request);
  const prepare = (name: string) =>
    prepareCall(scope, modelId, options, { name, requestId, isNamed: idempotencyKey !== null });
  if (idempotencyKey === null) return make(prepare(`api:${requestId}`));
  const name = createHash("sha256").update(idempotencyKey).digest("base64url");
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await make(prepare(`api:${scope.key?.id}:${name}:${attempt}`));
    } catch (error) {
      if (!(error instanceof AppError) || attempt === mostAttempts || !cameToNothing(error)) throw error;
    }
  }
}

function cameToNothing(error: AppError): boolean {
  return error.code === "request_conflict" && ["released", "expired"].includes(String(error.details.state));
}

async function planCall(scope: OrgScope, request: CompletionRequest) {
  const model = await takeModel(scope, request.model);
  const param = request.max_completion_tokens == null ? "max_tokens" : "max_completion_tokens";
  const asked = request.max_completion_tokens ?? request.max_tokens;
  if (asked != null && asked > model.maxOutputTokens) {
    throw wrong(param, `${model.id} writes ${model.maxOutputTokens} tokens at most.`);
  }
  if (hasPictures(request.messages) && !model.takes.includes("image")) {
    throw wrong("messages", `${model.id} does not look at pictures.`);
  }
  const maxOutputTokens =
    asked ?? Math.min(defaultOutputTokens, model.maxOutputTokens, Math.floor(model.contextWindow / 2));
  return { modelId: model.id, options: { ...callOptions(request), maxOutputTokens } };
}

function prepareCall(
  scope: OrgScope,
  modelId: string,
  options: LanguageModelV4CallOptions,
  as: { name: string; requestId: string; isNamed: boolean },
): PreparedCall {
  const { model, meter } = meteredModel(scope, {
    modelId,
    purpose: "api",
    requestId: as.name,
    key: scope.key,
    // Each attempt of the meter's own has another name: of a named request there is one attempt, or two could be at work at once.
    ...(as.isNamed && { settings: { retries: 0 } }),
  });
  return { scope, modelId, completionId: `chatcmpl-${as.requestId}`, options, model, meter };
}
