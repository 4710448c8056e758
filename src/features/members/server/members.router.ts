import { orgCan, orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  ChangeLimitInput,
  ChangeRoleInput,
  LeaveInput,
  ListMembersInput,
  OfferOwnershipInput,
  RemoveMemberInput,
  TransferInput,
} from "../members.schema";
import { acceptOwnership, declineOwnership } from "./answer-ownership.service";
import { changeLimit } from "./change-limit.service";
import { changeRole } from "./change-role.service";
import { leave } from "./leave.service";
import { readMembers } from "./list-members.service";
import { offerOwnership } from "./offer-ownership.service";
import { readTransfer } from "./read-transfer.service";
import { removeMember } from "./remove-member.service";
import { withdrawOwnership } from "./withdraw-ownership.service";

export const membersRouter = t.router({
  list: orgCan("members.read")
    .input(ListMembersInput)
    .query(({ ctx, input }) => readMembers(ctx.org, input)),
  changeRole: orgCanLong("members.update")
    .input(ChangeRoleInput)
    .mutation(({ ctx, input }) => changeRole(ctx.org, input)),
  changeLimit: orgCanLong("members.update")
    .input(ChangeLimitInput)
    .mutation(({ ctx, input }) => changeLimit(ctx.org, input)),
  remove: orgCanLong("members.remove")
    .input(RemoveMemberInput)
    .mutation(({ ctx, input }) => removeMember(ctx.org, input)),
  leave: orgCanLong("org.leave")
    .input(LeaveInput)
    .mutation(({ ctx, input }) => leave(ctx.org, input)),
  transfer: orgCan("members.read").query(({ ctx }) => readTransfer(ctx.org)),
  offerOwnership: orgCanLong("org.transfer")
    .input(OfferOwnershipInput)
    .mutation(({ ctx, input }) => offerOwnership(ctx.org, ctx.headers, input)),
  withdrawOwnership: orgCanLong("org.transfer")
    .input(TransferInput)
    .mutation(({ ctx, input }) => withdrawOwnership(ctx.org, input)),
  acceptOwnership: orgCanLong("org.receive")
    .input(TransferInput)
    .mutation(({ ctx, input }) => acceptOwnership(ctx.org, input)),
  declineOwnership: orgCanLong("org.receive")
    .input(TransferInput)
    .mutation(({ ctx, input }) => declineOwnership(ctx.org, input)),
});
