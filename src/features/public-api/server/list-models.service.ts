import type { z } from "zod";
import { AppError } from "~/lib/app-error";
import type { OrgScope } from "~/server/context";
import type { ModelList } from "../v1-answers.schema";
import { findModel, findModels, type V1Model } from "./v1-models.repository";

/** The models that a key can ask: enabled, priced, and served by a provider that is set up. */
export async function listModels(scope: OrgScope): Promise<z.output<typeof ModelList>> {
  const models = await scope.inOrg((db) => findModels(db));
  return {
    object: "list",
    data: models
      .filter(({ id }) => scope.ports.models.languageModel(id) !== undefined)
      .map((model) => ({
        id: model.id,
        object: "model",
        created: 0,
        owned_by: model.provider,
        name: model.name,
        context_window: model.contextWindow,
        max_output_tokens: model.maxOutputTokens,
      })),
  };
}

/** One of them. Throws `unknown_model`. */
export async function takeModel(scope: OrgScope, name: string): Promise<V1Model> {
  const model = await scope.inOrg((db) => findModel(db, name));
  if (model === null || scope.ports.models.languageModel(model.id) === undefined) {
    throw new AppError("unknown_model", "no such model here", { details: { param: "model" } });
  }
  return model;
}
