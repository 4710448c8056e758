import { notFound } from "~/lib/app-error";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import {
  findPerson,
  findPersonActs,
  findPersonOrgs,
  findSignIns,
  type Person,
  type PersonAct,
  type PersonOrg,
  type SignIn,
} from "./person.repository";

const actsShown = 30;

export type UserDetail = Person & {
  orgs: PersonOrg[];
  signIns: Omit<SignIn, "subject">[];
  /** Null where the provider does not say. */
  sessions: number | null;
  acts: PersonAct[];
  /** The configuration names them as a superadmin: it cannot be changed here. */
  isConfigured: boolean;
  isSelf: boolean;
};

/** All that the platform knows of a person. Throws `not_found`. */
export async function readUser(scope: UserScope, userId: string): Promise<UserDetail> {
  const { database, ports, settings } = scope.backend;
  const found = await inPlatform(database, async (db) => {
    const person = await findPerson(db, userId);
    if (person === null) throw notFound("person");
    return {
      person,
      orgs: await findPersonOrgs(db, userId),
      signIns: await findSignIns(db, userId),
      acts: await findPersonActs(db, userId, actsShown),
    };
  });
  // Asked of the provider, which may be slow: the transaction is over by now.
  const counts = await Promise.all(
    found.signIns
      .filter(({ provider }) => provider === ports.auth.provider)
      .map(({ subject }) => ports.auth.countSessionsOf(subject)),
  ).catch(() => null);
  const isConfigured = settings.superadminEmails.includes(found.person.email);
  return {
    ...found.person,
    isSuperadmin: found.person.isSuperadmin || isConfigured,
    isConfigured,
    isSelf: userId === scope.userId,
    orgs: found.orgs,
    signIns: found.signIns.map(({ subject: _, ...signIn }) => signIn),
    sessions: counts === null ? null : counts.reduce((sum, count) => sum + count, 0),
    acts: found.acts,
  };
}
