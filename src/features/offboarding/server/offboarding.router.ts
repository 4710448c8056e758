import { orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { AskDeletionInput } from "../offboarding.schema";
import { askDeletion } from "./ask-deletion.service";
import { readBelongings } from "./read-belongings.service";
import { undoDeletion } from "./undo-deletion.service";

export const offboardingRouter = t.router({
  belongings: orgCanLong("org.delete").query(({ ctx }) => readBelongings(ctx.org)),
  askDeletion: orgCanLong("org.delete")
    .input(AskDeletionInput)
    .mutation(({ ctx, input }) => askDeletion(ctx.org, input)),
  undoDeletion: orgCanLong("org.delete").mutation(({ ctx }) => undoDeletion(ctx.org)),
});
