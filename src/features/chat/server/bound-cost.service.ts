import { countTokensInSlices } from "~/adapters/models/tokenizer";
import { AppError, notFound } from "~/lib/app-error";
import type { OrgContext } from "~/server/context";
import type { BoundInput, CostBound } from "../chat.schema";
import { boundOf } from "../cost-bound";
import { listModels } from "./list-models.service";
import { measureBranch } from "./messages.repository";

/** Most that the next answer can cost, with the tokens counted exactly. */
export async function boundCost(ctx: OrgContext, input: BoundInput): Promise<CostBound> {
  const model = (await listModels(ctx)).find(({ id }) => id === input.modelId);
  if (model === undefined)
    throw new AppError("unknown_model", "no such model here", { details: { modelId: input.modelId } });
  const [branch] = input.parentId === null ? [{ tokens: 0, messages: 0 }] : await measureBranch(ctx, input.parentId);
  if (branch === undefined || (input.parentId !== null && branch.messages === 0)) throw notFound("message");
  return boundOf(model, branch, await countTokensInSlices(input.text));
}
