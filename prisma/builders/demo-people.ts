import { randomUUID } from "node:crypto";
import { insertIdentity, insertPerson } from "~/features/accounts/server/people.repository";
import { createOrganization } from "~/features/organizations/server/create-organization.service";
import { insertMembership } from "~/features/organizations/server/organizations.repository";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import type { Role } from "~/server/permissions";
import type { DemoPerson } from "../demo/people";
import { demoPassword } from "../demo/people";
import type { DemoClock } from "./demo-clock";
import { buildDemoFirstSteps } from "./demo-onboarding";

/** A person who can sign in. Null where they exist already: then what belongs to them does too. */
export async function buildDemoPerson(
  backend: Backend,
  clock: DemoClock,
  at: Date,
  person: DemoPerson,
): Promise<string | null> {
  const id = randomUUID();
  try {
    const { identity } = await backend.ports.auth.signUp(
      { email: person.email, password: demoPassword, name: person.name, organizationName: null },
      new Headers(),
    );
    // Nobody of the demonstration has a mailbox to prove.
    await backend.database.pool.query("UPDATE auth_user SET email_verified = true WHERE id = $1", [identity.subject]);
    await clock.inPlatform(at, async (tx) => {
      await insertPerson(tx, {
        id,
        email: person.email,
        name: person.name,
        locale: null,
        isSuperadmin: person.isSuperadmin ?? false,
      });
      await insertIdentity(tx, { provider: identity.provider, subject: identity.subject, userId: id });
      await buildDemoFirstSteps(tx, id, person.firstSteps);
    });
    return id;
  } catch (error) {
    if (error instanceof AppError && error.code === "email_taken") return null;
    throw error;
  }
}

export function buildDemoOrganization(
  backend: Backend,
  clock: DemoClock,
  at: Date,
  wanted: { name: string; kind: "personal" | "team"; ownerId: string },
): Promise<{ id: string; slug: string }> {
  return clock.inPlatform(at, (tx) => createOrganization(tx, backend.settings, wanted));
}

export function buildDemoMembership(
  clock: DemoClock,
  at: Date,
  member: { orgId: string; userId: string; role: Role; tokensPerMonth?: number | undefined },
): Promise<void> {
  return clock.inPlatform(at, (tx) => insertMembership(tx, member));
}
