import { randomUUID } from "node:crypto";
import { insertIdentity, insertPerson } from "~/features/accounts/server/people.repository";
import { createOrganization } from "~/features/organizations/server/create-organization.service";
import { insertMembership } from "~/features/organizations/server/organizations.repository";
import type { Backend } from "~/server/context";
import { inTransaction } from "~/server/db";
import type { Role } from "~/server/permissions";

export type BuiltPerson = { id: string; email: string; name: string; subject: string };

/** A person who signs in by the given provider; without a subject, one that only tests can enter as. */
export async function buildPerson(
  backend: Backend,
  wanted: { name?: string; email?: string; provider?: string; subject?: string; isSuperadmin?: boolean } = {},
): Promise<BuiltPerson> {
  const id = randomUUID();
  const person = {
    id,
    name: wanted.name ?? `Person ${id.slice(0, 4)}`,
    email: wanted.email ?? `${id.slice(0, 8)}@people.example`,
    subject: wanted.subject ?? id,
  };
  await inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await insertPerson(tx, { ...person, locale: null, isSuperadmin: wanted.isSuperadmin ?? false });
    await insertIdentity(tx, {
      provider: wanted.provider ?? backend.ports.auth.provider,
      subject: person.subject,
      userId: id,
    });
  });
  return person;
}

/** An organisation of the person's own, with an account and the welcome credits of the backend's settings. */
export function buildOrganization(
  backend: Backend,
  wanted: { ownerId: string; name?: string; kind?: "personal" | "team" },
): Promise<{ id: string; slug: string }> {
  return inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    return createOrganization(tx, backend.settings, {
      name: wanted.name ?? `Org ${randomUUID().slice(0, 8)}`,
      kind: wanted.kind ?? "team",
      ownerId: wanted.ownerId,
    });
  });
}

export async function buildMembership(
  backend: Backend,
  member: { orgId: string; userId: string; role: Role },
): Promise<void> {
  await inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await insertMembership(tx, member);
  });
}
