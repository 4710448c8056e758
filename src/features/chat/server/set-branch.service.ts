import type { OrgContext } from "~/server/context";
import { AppError } from "~/lib/app-error";
import type { SetBranchInput } from "../chat.schema";

export async function setBranch(_ctx: OrgContext, _input: SetBranchInput): Promise<{ activeLeafId: string }> {
  throw new AppError("unavailable", "not built yet");
}
