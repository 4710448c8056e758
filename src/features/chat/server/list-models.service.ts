import { modelInputs } from "~/features/ledger/catalogue";
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

type Remembered = { models: Promise<ModelChoice[]>; freshUntil: number; usableUntil: number };
const remembered = new WeakMap<OrgScope["backend"], Map<string, Remembered>>();
const freshMs = 5_000;
/** A list that is no longer fresh is used while the next one is read: nobody waits for it. */
const usableMs = 60_000;

/** One of them, for a message that is being sent. Remembered for seconds: what is charged is decided at the gate. */
export async function findModel(scope: OrgScope, modelId: string): Promise<ModelChoice> {
  const isIt = (model: ModelChoice) => model.id === modelId;
  const found =
    (await rememberedModels(scope)).find(isIt) ?? (await scope.inOrg((db) => listModels({ ...scope, db }))).find(isIt);
  if (found === undefined) throw new AppError("unknown_model", "no such model here", { details: { modelId } });
  return found;
}

function rememberedModels(scope: OrgScope): Promise<ModelChoice[]> {
  const ofBackend = remembered.get(scope.backend) ?? new Map<string, Remembered>();
  remembered.set(scope.backend, ofBackend);
  const known = ofBackend.get(scope.orgId);
  const now = Date.now();
  if (known !== undefined && known.freshUntil > now) return known.models;
  if (ofBackend.size > 10_000) ofBackend.clear();
  const models = scope.inOrg((db) => listModels({ ...scope, db }));
  const isUsable = known !== undefined && known.usableUntil > now;
  ofBackend.set(scope.orgId, {
    models: isUsable ? models.catch(() => known.models) : models,
    freshUntil: now + freshMs,
    usableUntil: now + usableMs,
  });
  if (isUsable) return known.models;
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
    takes: modelInputs.filter((input) => row.takes.includes(input)),
    inputPerMillionPusd: price.base.input * 1_000_000n,
    outputPerMillionPusd: price.base.output * 1_000_000n,
    price,
    markup,
  };
}
