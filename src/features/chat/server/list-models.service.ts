import { readMarkup, readPrice } from "~/features/ledger/server/read-versions.service";
import { AppError } from "~/lib/app-error";
import type { OrgContext, OrgScope } from "~/server/context";
import type { ModelChoice } from "../chat.schema";
import { chatMaxOutputTokens } from "../cost-bound";
import { type CatalogueRow, findPricedModels } from "./model-catalogue.repository";

/** The models that the organisation can use now: known to a configured provider, enabled and priced. */
export async function listModels(ctx: OrgContext): Promise<ModelChoice[]> {
  const rows = await findPricedModels(ctx);
  const usable = rows.filter((row) => ctx.ports.models.languageModel(row.id) !== undefined);
  return Promise.all(usable.map((row) => toChoice(ctx, row)));
}

type Remembered = { models: Promise<ModelChoice[]>; until: number };
const remembered = new WeakMap<OrgScope["backend"], Map<string, Remembered>>();
const rememberMs = 5_000;

/** One of them, for a message that is being sent. Remembered for seconds: what is charged is decided at the gate. */
export async function findModel(scope: OrgScope, modelId: string): Promise<ModelChoice> {
  const models = await rememberedModels(scope);
  const found = models.find((model) => model.id === modelId);
  if (found === undefined) throw new AppError("unknown_model", "no such model here", { details: { modelId } });
  return found;
}

function rememberedModels(scope: OrgScope): Promise<ModelChoice[]> {
  const ofBackend = remembered.get(scope.backend) ?? new Map<string, Remembered>();
  remembered.set(scope.backend, ofBackend);
  const known = ofBackend.get(scope.orgId);
  if (known !== undefined && known.until > Date.now()) return known.models;
  if (ofBackend.size > 10_000) ofBackend.clear();
  const models = scope.inOrg((db) => listModels({ ...scope, db }));
  ofBackend.set(scope.orgId, { models, until: Date.now() + rememberMs });
  models.catch(() => ofBackend.delete(scope.orgId));
  return models;
}

async function toChoice(ctx: OrgContext, row: CatalogueRow): Promise<ModelChoice> {
  const [price, markup] = await Promise.all([
    readPrice(ctx.sql, row.price_version_id),
    readMarkup(ctx.sql, row.markup_version_id),
  ]);
  return {
    id: row.id,
    name: row.display_name,
    provider: row.provider,
    isDemo: row.provider === "demo",
    contextWindow: row.context_window,
    // A small context must have room left for the question.
    maxOutputTokens: Math.min(row.max_output_tokens, chatMaxOutputTokens, Math.floor(row.context_window / 2)),
    inputPerMillionPusd: price.base.input * 1_000_000n,
    outputPerMillionPusd: price.base.output * 1_000_000n,
    price,
    markup,
  };
}
