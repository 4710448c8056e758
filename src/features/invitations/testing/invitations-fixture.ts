import { randomUUID } from "node:crypto";
import { type Backend, inOrgContext, type OrgScope, type UserScope } from "~/server/context";
import type { Role } from "~/server/permissions";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";
import { buildPerson } from "../../../../prisma/builders/people";
import { InvitePeopleInput } from "../invitations.schema";
import { acceptInvitation } from "../server/accept-invitation.service";
import { invitationToken } from "../server/invitation-token";
import { invitePeople } from "../server/invite-people.service";

export type InvitationRow = {
  id: string;
  role: Role;
  generation: number;
  token_hash: Buffer | null;
  mail_id: string | null;
  opened_at: Date | null;
  accepted_by: string | null;
  declined_at: Date | null;
  revoked_at: Date | null;
  expires_at: Date;
};

/** Invitations on a database of their own, and what tests ask of it again and again. */
export async function createInvitationsFixture() {
  const db: TestDatabase = await createTestDatabase();
  const backend = createTestBackend(db.appUrl, { models: noModels });
  const row = async (email: string): Promise<InvitationRow> => {
    const { rows } = await db.owner.query<InvitationRow>(
      "SELECT * FROM invitation WHERE email = $1 ORDER BY created_at DESC LIMIT 1",
      [email],
    );
    if (rows[0] === undefined) throw new Error(`no invitation to ${email}`);
    return rows[0];
  };
  const invite = (scope: OrgScope, input: { addresses: string; role?: Role; tokensPerMonth?: number; note?: string }) =>
    inOrgContext(scope, (ctx) => invitePeople(ctx, InvitePeopleInput.parse({ role: "member", ...input })));
  return {
    db,
    backend,
    row,
    invite,
    /** A member of a new organisation, or of the one that is given. */
    member: (role: Role = "owner", org?: { id: string; slug: string }) =>
      createScope(backend, { role, ...(org === undefined ? {} : { org }) }),
    address: () => `${randomUUID().slice(0, 8)}@invited.example`,
    /** Somebody with an address that their sign-in has proved, or only claims. */
    person: async (email: string, emailVerified = true): Promise<UserScope> => {
      const { id, subject, name } = await buildPerson(backend, { email });
      const identity = {
        provider: "test",
        subject,
        sessionId: randomUUID(),
        email,
        emailVerified,
        name,
        expiresAt: new Date(Date.now() + 3_600_000),
        signupOrgName: null,
      };
      return {
        requestId: randomUUID(),
        backend,
        ports: backend.ports,
        sql: backend.database.pool,
        identity,
        userId: id,
        user: { id, email, name, locale: null, isSuperadmin: false, lastOrgId: null },
      };
    },
    accept: async (person: UserScope) => acceptInvitation(person, (await row(person.identity.email.toLowerCase())).id),
    token: async (email: string) => invitationToken(backend.settings.invitationKey, await row(email)),
    setSeats: (orgId: string, seats: number | null) =>
      db.owner.query("UPDATE organization SET seats = $2 WHERE id = $1", [orgId, seats]),
    expire: (email: string) => db.owner.query("UPDATE invitation SET expires_at = now() WHERE email = $1", [email]),
    members: async (orgId: string) => {
      const { rows } = await db.owner.query<{ user_id: string; role: Role; tokens_per_month: string | null }>(
        "SELECT user_id, role, tokens_per_month FROM membership WHERE org_id = $1",
        [orgId],
      );
      return rows;
    },
    audited: async (orgId: string) => {
      const { rows } = await db.owner.query<{ action: string; actor_id: string; subject: string; after: unknown }>(
        "SELECT action, actor_id, subject, after FROM audit_event WHERE org_id = $1 ORDER BY seq",
        [orgId],
      );
      return rows;
    },
    /** The same application at another time. */
    travelTo: async <T>(at: Date, work: (traveller: Backend) => Promise<T>): Promise<T> => {
      const url = new URL(db.appUrl);
      url.searchParams.set("options", `-c app.now=${at.toISOString()}`);
      const traveller = createTestBackend(url.href, { models: noModels });
      return work(traveller).finally(() => closeTestBackend(traveller));
    },
    close: async () => {
      await closeTestBackend(backend);
      await db.close();
    },
  };
}

export type InvitationsFixture = Awaited<ReturnType<typeof createInvitationsFixture>>;
