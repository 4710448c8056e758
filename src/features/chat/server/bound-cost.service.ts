import { countTokensInSlices } from "~/adapters/models/tokenizer";
import { AppError, notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { BoundInput, CostBound } from "../chat.schema";
import { boundOf } from "../cost-bound";
import { filesOfBranch } from "../fit-history";
import { findFiles } from "./attachments.repository";
import { listModels } from "./list-models.service";
import { type BranchSize, measureBranch } from "./messages.repository";

/** Most that the next answer can cost, with the tokens counted exactly. */
export async function boundCost(ctx: OrgContext, input: BoundInput): Promise<CostBound> {
  const model = (await listModels(ctx)).find(({ id }) => id === input.modelId);
  if (model === undefined)
    throw new AppError("unknown_model", "no such model here", { details: { modelId: input.modelId } });
  const branch = input.parentId === null ? nothing : await measureBranch(ctx, input.parentId);
  if (branch === null) throw notFound("message");
  const { attachments = [] } = input;
  const found = attachments.length === 0 ? [] : await findFiles(ctx, attachments);
  if (found.length !== attachments.length) throw notFound("file");
  const files = filesOfBranch(model, [found, ...branch.attachments]);
  return boundOf(model, { ...branch, files }, await countTokensInSlices(input.text));
}

const nothing: BranchSize = { tokens: 0, messages: 0, attachments: [] };
