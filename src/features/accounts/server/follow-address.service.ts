import type { AuthIdentity } from "~/adapters/auth/auth.port";
import type { Backend } from "~/server/context";
import { inTransaction, type Sql } from "~/server/db";
import { findAddressHolder, readAddress, releaseAddress, setAddress } from "./addresses.repository";
import { auditIdentity } from "./identity-audit.repository";
import { findPersonByIdentity, lockPeople } from "./people.repository";

type ProvedAddress = Pick<AuthIdentity, "provider" | "subject" | "email" | "emailVerified">;

/** An address that could not be taken is not tried with every request: in milliseconds. */
const patienceMs = 10 * 60_000;
const refusalsKept = 1_000;
const refusals = new Map<string, number>();

/** Whether the sign-in has proved an address that the person does not have yet. */
export function hasMoved(identity: ProvedAddress, email: string): boolean {
  if (!identity.emailVerified || identity.email === email) return false;
  return (refusals.get(keyOf(identity)) ?? 0) < Date.now() - patienceMs;
}

/** The person's address becomes the one that their provider has proved since. False where it stays. */
export async function followAddress(backend: Backend, identity: ProvedAddress, requestId: string): Promise<boolean> {
  const followed = await inTransaction(backend.database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await lockPeople(tx);
    return takeAddress(tx, identity, requestId);
  });
  if (!followed) {
    if (refusals.size >= refusalsKept) refusals.clear();
    refusals.set(keyOf(identity), Date.now());
  }
  return followed;
}

/**
 * The same inside a transaction that holds the people's lock. An address that somebody else has proved by
 * another provider stays theirs: two people are never made one by a change of address.
 */
export async function takeAddress(tx: Sql, identity: ProvedAddress, requestId: string): Promise<boolean> {
  const { provider, email } = identity;
  const userId = await findPersonByIdentity(tx, identity);
  if (userId === null || !identity.emailVerified || email === "") return false;
  const before = await readAddress(tx, userId);
  if (before === email) return true;
  const holder = await findAddressHolder(tx, email, provider);
  if (holder?.isProvedElsewhere) return false;
  if (holder !== null) {
    await releaseAddress(tx, holder.userId);
    await auditIdentity(tx, {
      action: "address.release",
      userId: holder.userId,
      provider,
      before: { email },
      requestId,
    });
  }
  await setAddress(tx, userId, email);
  await auditIdentity(tx, {
    action: "address.change",
    userId,
    provider,
    before: { email: before },
    after: { email },
    requestId,
  });
  return true;
}

function keyOf({ provider, subject, email }: ProvedAddress): string {
  return `${provider}:${subject}:${email}`;
}
