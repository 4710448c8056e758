import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";
import type { ListInvitationsInput } from "../invitations.schema";
import type { InvitationState } from "../why-closed";

const waiting = Prisma.sql`i.accepted_at IS NULL AND i.declined_at IS NULL AND i.revoked_at IS NULL`;

/** The role that whoever vouches for invitation `i` has in its organisation now. */
export const inviterRole = Prisma.sql`(SELECT m.role FROM membership m JOIN app_user_account u ON u.id = m.user_id
  WHERE m.org_id = i.org_id AND m.user_id = i.invited_by AND u.suspended_at IS NULL)`;

export type InvitationLine = {
  id: string;
  email: string;
  role: Role;
  tokensPerMonth: number | null;
  note: string | null;
  inviterName: string | null;
  inviterRole: Role | null;
  createdAt: Date;
  sentAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  now: Date;
  mailState: string | null;
  mailError: string | null;
  mailAt: Date | null;
};

/** Those that wait for an answer, newest first, one more than asked for where there are more. */
export function listWaiting(
  ctx: { db: OrgDb; orgId: string },
  { cursor, limit }: ListInvitationsInput,
): Promise<InvitationLine[]> {
  return ctx.db.$queryRaw<InvitationLine[]>`
    SELECT i.id::text AS id, i.email, i.role, i.tokens_per_month::float8 AS "tokensPerMonth", i.note, p.name AS "inviterName",
      ${inviterRole} AS "inviterRole", i.created_at AS "createdAt", i.sent_at AS "sentAt", i.expires_at AS "expiresAt",
      i.opened_at AS "openedAt", app_now() AS now, d.state AS "mailState", d.error AS "mailError", d.at AS "mailAt"
    FROM invitation i
    LEFT JOIN app_user_account p ON p.id = i.invited_by
    LEFT JOIN invitation_mails(${ctx.orgId}::uuid) d ON d.mail_id = i.mail_id
    WHERE i.org_id = ${ctx.orgId}::uuid AND ${waiting}
      ${cursor ? Prisma.sql`AND (i.created_at, i.id) < (${new Date(cursor.at)}, ${cursor.id}::uuid)` : Prisma.empty}
    ORDER BY i.created_at DESC, i.id DESC LIMIT ${limit + 1}`;
}

export async function countWaiting(ctx: { db: OrgDb; orgId: string }): Promise<number> {
  return ctx.db.invitation.count({
    where: { orgId: ctx.orgId, acceptedAt: null, declinedAt: null, revokedAt: null },
  });
}

export type HeldInvitation = InvitationState & {
  id: string;
  email: string;
  tokensPerMonth: number | null;
  note: string | null;
  generation: number;
  tokenHash: Uint8Array | null;
};

const held = Prisma.sql`i.id::text AS id, i.email, i.role, i.tokens_per_month::float8 AS "tokensPerMonth", i.note, i.generation,
  i.token_hash AS "tokenHash", i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.declined_at AS "declinedAt",
  i.revoked_at AS "revokedAt", ${inviterRole} AS "inviterRole"`;

/** Held until the transaction ends. */
export async function lockInvitation(
  ctx: { db: OrgDb; orgId: string },
  invitationId: string,
): Promise<HeldInvitation | null> {
  const rows = await ctx.db.$queryRaw<HeldInvitation[]>`
    SELECT ${held} FROM invitation i WHERE i.org_id = ${ctx.orgId}::uuid AND i.id = ${invitationId}::uuid FOR UPDATE OF i`;
  return rows[0] ?? null;
}

/** Those of the addresses that wait for an answer, expired ones too; held until the transaction ends. */
export function lockWaiting(ctx: { db: OrgDb; orgId: string }, emails: readonly string[]): Promise<HeldInvitation[]> {
  return ctx.db.$queryRaw<HeldInvitation[]>`
    SELECT ${held} FROM invitation i WHERE i.org_id = ${ctx.orgId}::uuid AND i.email = ANY (${[...emails]}::text[]) AND ${waiting}
    ORDER BY i.id FOR UPDATE OF i`;
}

/** Which of the addresses are members'. */
export async function findMemberAddresses(
  ctx: { db: OrgDb; orgId: string },
  emails: readonly string[],
): Promise<Set<string>> {
  const rows = await ctx.db.$queryRaw<{ email: string }[]>`
    SELECT lower(u.email) AS email FROM membership m JOIN app_user_account u ON u.id = m.user_id
    WHERE m.org_id = ${ctx.orgId}::uuid AND lower(u.email) = ANY (${[...emails]}::text[])`;
  return new Set(rows.map(({ email }) => email));
}

export async function countSentToday(ctx: {
  db: OrgDb;
  orgId: string;
}): Promise<{ sent: number; oldest: Date | null }> {
  const rows = await ctx.db.$queryRaw<{ sent: number; oldest: Date | null }[]>`
    SELECT o_sent::int AS sent, o_oldest AS oldest FROM invitation_sent_today(${ctx.orgId}::uuid)`;
  return rows[0] ?? { sent: 0, oldest: null };
}

/** The languages that people with these addresses have chosen. */
export async function findLocales(db: OrgDb, emails: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ email: string; locale: string }[]>`
    SELECT email, locale FROM invitation_locales(${[...emails]}::text[])`;
  return new Map(rows.map(({ email, locale }) => [email, locale]));
}

export type SentInvitation = {
  id: string;
  email: string;
  role: Role;
  tokensPerMonth: number | null;
  note: string | null;
  generation: number;
  tokenHash: Uint8Array;
  mailId: string;
};

/** Writes invitations that have just been sent: new rows, and new generations of those that are there. */
export async function saveSent(
  ctx: { db: OrgDb; orgId: string; userId: string },
  sent: readonly SentInvitation[],
  times: { now: Date; expiresAt: Date },
): Promise<void> {
  const rows = sent.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    tokens_per_month: row.tokensPerMonth,
    note: row.note,
    generation: row.generation,
    token_hash: Buffer.from(row.tokenHash).toString("hex"),
    mail_id: row.mailId,
  }));
  await ctx.db.$executeRaw`
    INSERT INTO invitation AS i (id, org_id, email, role, tokens_per_month, note, invited_by, generation, token_hash, mail_id,
      created_at, sent_at, expires_at)
    SELECT r.id, ${ctx.orgId}::uuid, r.email, r.role, r.tokens_per_month, r.note, ${ctx.userId}::uuid, r.generation,
      decode(r.token_hash, 'hex'), r.mail_id, ${times.now}, ${times.now}, ${times.expiresAt}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, email text, role member_role, tokens_per_month bigint,
      note text, generation integer, token_hash text, mail_id uuid)
    ON CONFLICT (id) DO UPDATE SET email = excluded.email, role = excluded.role, tokens_per_month = excluded.tokens_per_month,
      note = excluded.note, invited_by = excluded.invited_by, generation = excluded.generation, token_hash = excluded.token_hash,
      mail_id = excluded.mail_id, sent_at = excluded.sent_at, expires_at = excluded.expires_at, opened_at = NULL`;
}

export async function saveRevoked(ctx: { db: OrgDb; orgId: string }, invitationId: string): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE invitation SET revoked_at = app_now() WHERE org_id = ${ctx.orgId}::uuid AND id = ${invitationId}::uuid`;
}
