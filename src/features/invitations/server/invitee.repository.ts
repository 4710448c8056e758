import { Prisma } from "~/generated/prisma/client";
import type { OrgDb } from "~/server/db";
import type { Role } from "~/server/permissions";
import type { InvitationState } from "../why-closed";
import { inviterRole } from "./invitations.repository";

// Asked for the platform, since whoever is invited is no member yet: by the hash of a link's token, or by an address.

export type FoundInvitation = InvitationState & {
  id: string;
  orgId: string;
  orgName: string;
  orgSlug: string;
  logoFileId: string | null;
  email: string;
  tokensPerMonth: number | null;
  note: string | null;
  inviterName: string | null;
  acceptedBy: string | null;
  now: Date;
};

const found = Prisma.sql`i.id::text AS id, i.org_id::text AS "orgId", o.name AS "orgName", o.slug AS "orgSlug",
  o.logo_file_id::text AS "logoFileId", i.email, i.role, i.tokens_per_month::float8 AS "tokensPerMonth", i.note,
  p.name AS "inviterName", ${inviterRole} AS "inviterRole", i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt",
  i.accepted_by::text AS "acceptedBy", i.declined_at AS "declinedAt", i.revoked_at AS "revokedAt", app_now() AS now`;

const from = Prisma.sql`invitation i JOIN organization o ON o.id = i.org_id AND o.erased_at IS NULL
  LEFT JOIN app_user_account p ON p.id = i.invited_by`;

export async function findByToken(db: OrgDb, tokenHash: Uint8Array<ArrayBuffer>): Promise<FoundInvitation | null> {
  const rows = await db.$queryRaw<FoundInvitation[]>`SELECT ${found} FROM ${from} WHERE i.token_hash = ${tokenHash}`;
  return rows[0] ?? null;
}

/** Only to its own address: somebody else's invitation and a missing one are the same. */
export async function findForAddress(db: OrgDb, invitationId: string, email: string): Promise<FoundInvitation | null> {
  const rows = await db.$queryRaw<FoundInvitation[]>`
    SELECT ${found} FROM ${from} WHERE i.id = ${invitationId}::uuid AND i.email = ${email}`;
  return rows[0] ?? null;
}

/** Those to the address that wait for an answer and have not expired, of organisations where the person is no member. */
export function listForAddress(db: OrgDb, email: string, userId: string): Promise<FoundInvitation[]> {
  return db.$queryRaw<FoundInvitation[]>`
    SELECT ${found} FROM ${from} WHERE i.email = ${email} AND i.accepted_at IS NULL AND i.declined_at IS NULL
      AND i.revoked_at IS NULL AND i.expires_at > app_now()
      AND NOT EXISTS (SELECT FROM membership m WHERE m.org_id = i.org_id AND m.user_id = ${userId}::uuid)
    ORDER BY i.sent_at DESC, i.id LIMIT 50`;
}

export async function findRole(db: OrgDb, orgId: string, userId: string): Promise<Role | null> {
  const member = await db.membership.findUnique({
    where: { orgId_userId: { orgId, userId } },
    select: { role: true },
  });
  return member?.role ?? null;
}

export async function saveMember(
  db: OrgDb,
  member: { orgId: string; userId: string; role: Role; tokensPerMonth: number | null },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO membership (org_id, user_id, role, tokens_per_month, created_at)
    VALUES (${member.orgId}::uuid, ${member.userId}::uuid, ${member.role}::member_role, ${member.tokensPerMonth}::bigint, app_now())`;
}

/** Closes what waits for the address in the organisation: whoever has it is a member now. */
export async function saveAccepted(db: OrgDb, orgId: string, email: string, userId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE invitation SET accepted_at = app_now(), accepted_by = ${userId}::uuid
    WHERE org_id = ${orgId}::uuid AND email = ${email} AND accepted_at IS NULL AND declined_at IS NULL AND revoked_at IS NULL`;
}

/** False where it was answered, revoked or expired before. */
export async function saveDeclined(db: OrgDb, invitationId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE invitation SET declined_at = app_now() WHERE id = ${invitationId}::uuid AND accepted_at IS NULL
      AND declined_at IS NULL AND revoked_at IS NULL AND expires_at > app_now()`;
  return changed === 1;
}

/** The first time counts, and a member who looks at a link counts never. */
export async function saveOpened(db: OrgDb, tokenHash: Uint8Array<ArrayBuffer>, userId: string | null): Promise<void> {
  await db.$executeRaw`
    UPDATE invitation i SET opened_at = app_now() WHERE i.token_hash = ${tokenHash} AND i.opened_at IS NULL
      AND i.accepted_at IS NULL AND i.declined_at IS NULL AND i.revoked_at IS NULL
      AND NOT EXISTS (SELECT FROM membership m WHERE m.org_id = i.org_id AND m.user_id = ${userId}::uuid)`;
}

/** Forgets tokens and notes of what can be opened no more since so many days. Returns how many there were. */
export async function forgetClosed(db: OrgDb, days: number, limit: number): Promise<number> {
  return db.$executeRaw`
    UPDATE invitation SET token_hash = NULL, note = NULL WHERE id IN (
      SELECT id FROM invitation WHERE (token_hash IS NOT NULL OR note IS NOT NULL)
        AND coalesce(accepted_at, declined_at, revoked_at, expires_at) < app_now() - make_interval(days => ${days}::int)
      LIMIT ${limit})`;
}
