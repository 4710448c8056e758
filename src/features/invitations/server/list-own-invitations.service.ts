import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { domainOf } from "../domain-of";
import { whyClosed } from "../why-closed";
import { listForAddress } from "./invitee.repository";
import { findOpenOrg, type OpenOrg } from "./join-domains.repository";
import { provedAddressOf } from "./proved-address";
import { type OpenInvitation, openView } from "./read-invitation.service";

export type OwnInvitations = {
  invitations: OpenInvitation[];
  /** The organisation that the person's domain opens, where no invitation asks them into it; null where there is none. */
  joinable: OpenOrg | null;
};

/** What waits for the person at their proved address, whether or not they have seen the mail. */
export async function listOwnInvitations(scope: UserScope): Promise<OwnInvitations> {
  const email = provedAddressOf(scope);
  if (email === null) return { invitations: [], joinable: null };
  return inPlatform(scope.backend.database, async (db) => {
    const found = await listForAddress(db, email, scope.userId);
    const open = found.filter((invitation) => whyClosed(invitation, invitation.now) === null);
    const joinable = await findOpenOrg(db, domainOf(email), scope.userId);
    const isInvited = open.some(({ orgId }) => orgId === joinable?.orgId);
    return { invitations: open.map(openView), joinable: isInvited ? null : joinable };
  });
}
