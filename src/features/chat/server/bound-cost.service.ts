import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { BoundInput, CostBound } from "../chat.schema";

export async function boundCost(_ctx: OrgContext, _input: BoundInput): Promise<CostBound> {
  throw new AppError("unavailable", "not built yet");
}
