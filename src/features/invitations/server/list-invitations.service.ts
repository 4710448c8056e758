import type { OrgContext } from "~/server/context";
import { managesRole, type Role, roles } from "~/server/permissions";
import type { ListInvitationsInput } from "../invitations.schema";
import { isVouchedFor } from "../why-closed";
import { countWaiting, type InvitationLine, listWaiting } from "./invitations.repository";
import { countSeats, findAllowedSeats } from "./seats.repository";
import type { Seats } from "./seats.service";

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  tokensPerMonth: number | null;
  note: string | null;
  inviterName: string | null;
  sentAt: Date;
  expiresAt: Date;
  isExpired: boolean;
  /** Whoever vouched for it may not give the role any more: somebody else has to send it again. */
  isVoid: boolean;
  openedAt: Date | null;
  /** Null where the mail is forgotten. */
  mail: { state: string; error: string | null; at: Date } | null;
  /** Whether the viewer may send it again, fix it and take it back. */
  isOwnToManage: boolean;
};

export type InvitationsPage = {
  invitations: InvitationView[];
  /** Where to go on; null at the end. */
  next: { at: string; id: string } | null;
  total: number;
  seats: Seats;
  /** The roles that the viewer may give. */
  roles: Role[];
};

/** Invitations that wait for an answer, expired ones too, with what became of their mails, and the seats. */
export async function listInvitations(ctx: OrgContext, input: ListInvitationsInput): Promise<InvitationsPage> {
  const found = await listWaiting(ctx, input);
  const shown = found.slice(0, input.limit);
  const last = found.length > input.limit ? shown.at(-1) : undefined;
  const { members, invited } = await countSeats(ctx.db, ctx.orgId, []);
  return {
    invitations: shown.map((line) => viewOf(line, ctx.role)),
    next: last === undefined ? null : { at: last.createdAt.toISOString(), id: last.id },
    total: await countWaiting(ctx),
    seats: { allowed: await findAllowedSeats(ctx.db, ctx.orgId), members, invited },
    roles: roles.filter((role) => managesRole(ctx.role, role)),
  };
}

function viewOf(line: InvitationLine, viewer: Role): InvitationView {
  const { id, email, role, tokensPerMonth, note, inviterName, sentAt, expiresAt, openedAt } = line;
  return {
    ...{ id, email, role, tokensPerMonth, note, inviterName, sentAt, expiresAt, openedAt },
    isExpired: expiresAt.getTime() <= line.now.getTime(),
    isVoid: !isVouchedFor(line),
    mail:
      line.mailState === null || line.mailAt === null
        ? null
        : { state: line.mailState, error: line.mailError, at: line.mailAt },
    isOwnToManage: managesRole(viewer, role),
  };
}
