import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { ModelChoice } from "../chat.schema";

export async function listModels(_ctx: OrgContext): Promise<ModelChoice[]> {
  throw new AppError("unavailable", "not built yet");
}
