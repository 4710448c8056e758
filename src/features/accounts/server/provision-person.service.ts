import { randomUUID } from "node:crypto";
import type { AuthIdentity } from "~/adapters/auth/auth.port";
import { createOrganization } from "~/features/organizations/server/create-organization.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { inTransaction } from "~/server/db";
import { findPersonByIdentity, hasPeople, insertIdentity, insertPerson, lockPeople } from "./people.repository";

/**
 * Makes our own person, their organisation and its credits for a sign-in that has none yet, in one
 * transaction. Safe to repeat: it is also how a sign-up that was cut off half-way is finished.
 * The first person of an empty installation is its superadmin, unless addresses are configured.
 * Throws `email_taken` where another sign-in has the address.
 */
export async function provisionPerson(backend: Backend, identity: AuthIdentity): Promise<void> {
  await inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await lockPeople(tx);
    if ((await findPersonByIdentity(tx, identity)) !== null) return;
    const isFirst = backend.settings.superadminEmails.length === 0 && !(await hasPeople(tx));
    const person = {
      id: randomUUID(),
      email: identity.email,
      name: identity.name,
      locale: null,
      isSuperadmin: isFirst,
    };
    if (!(await insertPerson(tx, person))) throw new AppError("email_taken", "address belongs to another sign-in");
    await insertIdentity(tx, { provider: identity.provider, subject: identity.subject, userId: person.id });
    const wanted = identity.signupOrgName?.trim() ?? "";
    await createOrganization(tx, backend.settings, {
      name: wanted === "" ? identity.name : wanted,
      kind: wanted === "" ? "personal" : "team",
      ownerId: person.id,
    });
  });
}
