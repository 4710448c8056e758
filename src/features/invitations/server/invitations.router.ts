import { authedProcedure, orgCan } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  AddDomainInput,
  FixAddressInput,
  InvitationInput,
  InvitePeopleInput,
  JoinInput,
  ListInvitationsInput,
  RemoveDomainInput,
} from "../invitations.schema";
import { acceptInvitation } from "./accept-invitation.service";
import { copyLink } from "./copy-link.service";
import { declineInvitation } from "./decline-invitation.service";
import { invitePeople } from "./invite-people.service";
import { joinByDomain } from "./join-by-domain.service";
import { addJoinDomain, listJoinDomains, removeJoinDomain } from "./join-domains.service";
import { listInvitations } from "./list-invitations.service";
import { listOwnInvitations } from "./list-own-invitations.service";
import { fixAddress, resendInvitation } from "./renew-invitation.service";
import { revokeInvitation } from "./revoke-invitation.service";

export const invitationsRouter = t.router({
  list: orgCan("members.invite")
    .input(ListInvitationsInput)
    .query(({ ctx, input }) => listInvitations(ctx.org, input)),
  invite: orgCan("members.invite")
    .input(InvitePeopleInput)
    .mutation(({ ctx, input }) => invitePeople(ctx.org, input)),
  resend: orgCan("members.invite")
    .input(InvitationInput)
    .mutation(({ ctx, input }) => resendInvitation(ctx.org, input.invitationId)),
  fixAddress: orgCan("members.invite")
    .input(FixAddressInput)
    .mutation(({ ctx, input }) => fixAddress(ctx.org, input.invitationId, input.email)),
  revoke: orgCan("members.invite")
    .input(InvitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.org, input.invitationId)),
  copyLink: orgCan("members.invite")
    .input(InvitationInput)
    .mutation(({ ctx, input }) => copyLink(ctx.org, input.invitationId)),
  domains: orgCan("org.domains").query(({ ctx }) => listJoinDomains(ctx.org)),
  addDomain: orgCan("org.domains")
    .input(AddDomainInput)
    .mutation(({ ctx, input }) => addJoinDomain(ctx.org, input)),
  removeDomain: orgCan("org.domains")
    .input(RemoveDomainInput)
    .mutation(({ ctx, input }) => removeJoinDomain(ctx.org, input.domain)),
  mine: authedProcedure.query(({ ctx }) => listOwnInvitations(ctx.scope)),
  accept: authedProcedure
    .input(InvitationInput)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.scope, input.invitationId)),
  decline: authedProcedure
    .input(InvitationInput)
    .mutation(({ ctx, input }) => declineInvitation(ctx.scope, input.invitationId)),
  join: authedProcedure.input(JoinInput).mutation(({ ctx, input }) => joinByDomain(ctx.scope, input.orgId)),
});
