import { randomUUID } from "node:crypto";
import type { AuthIdentity } from "~/adapters/auth/auth.port";
import { createOrganization } from "~/features/organizations/server/create-organization.service";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { inTransaction, type Sql } from "~/server/db";
import { findAddressHolder, releaseAddress } from "./addresses.repository";
import { auditIdentity } from "./identity-audit.repository";
import {
  findPersonByIdentity,
  hasPeople,
  insertIdentity,
  insertPerson,
  isIdentityEnded,
  lockPeople,
} from "./people.repository";

/**
 * Finds or makes our own person for a sign-in that has none yet, in one transaction: the person who has
 * proved the same address by another provider, else a new one with an organisation and its credits. Safe
 * to repeat: it is also how a sign-up that was cut off half-way is finished. The first person of an empty
 * installation is its superadmin, unless addresses are configured.
 *
 * Throws `email_unverified` where the address must be proved first, and `sign_in_closed` where the
 * provider has ended this sign-in; nothing is made then.
 */
export async function provisionPerson(backend: Backend, identity: AuthIdentity, requestId = ""): Promise<void> {
  await inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await lockPeople(tx);
    if ((await findPersonByIdentity(tx, identity)) !== null) return;
    if (await isIdentityEnded(tx, identity)) throw new AppError("sign_in_closed", "sign-in was ended");
    if (await joinProvedPerson(backend, tx, identity, requestId)) return;
    const isFirst = backend.settings.superadminEmails.length === 0 && !(await hasPeople(tx));
    const person = {
      id: randomUUID(),
      email: identity.email,
      name: identity.name,
      locale: null,
      isSuperadmin: isFirst,
    };
    if (!(await insertPerson(tx, person))) throw new AppError("internal", "address was not released");
    await insertIdentity(tx, { provider: identity.provider, subject: identity.subject, userId: person.id });
    const wanted = identity.signupOrgName?.trim() ?? "";
    await createOrganization(tx, backend.settings, {
      name: wanted === "" ? identity.name : wanted,
      kind: wanted === "" ? "personal" : "team",
      ownerId: person.id,
    });
  });
}

/**
 * True where the sign-in is now one of an existing person's. Whoever has the address without having proved
 * it gives it up, to whoever has: they keep all else, and nobody comes into anything of theirs.
 */
async function joinProvedPerson(
  backend: Backend,
  tx: Sql,
  identity: AuthIdentity,
  requestId: string,
): Promise<boolean> {
  const { provider, subject, email } = identity;
  const mustBeProved = backend.ports.auth.ownsCredentials;
  const holder = email === "" ? null : await findAddressHolder(tx, email, provider);
  if (!identity.emailVerified) {
    if (holder === null && !mustBeProved) return false;
    throw new AppError("email_unverified", "the address is not proved");
  }
  if (holder === null) return false;
  const { userId } = holder;
  if (holder.isProvedElsewhere) {
    await insertIdentity(tx, { provider, subject, userId });
    await auditIdentity(tx, { action: "identity.link", userId, provider, after: { subject }, requestId });
    return true;
  }
  await releaseAddress(tx, userId);
  await auditIdentity(tx, { action: "address.release", userId, provider, before: { email }, requestId });
  return false;
}
