import { randomUUID } from "node:crypto";
import type { AuthIdentity, AuthPort } from "~/adapters/auth/auth.port";
import type { FilesPort } from "~/adapters/files/files.port";
import type { JobsPort } from "~/adapters/jobs/jobs.port";
import { createWorkerJobs } from "~/adapters/jobs/worker/worker-jobs";
import type { MailPort } from "~/adapters/mail/mail.port";
import { createMailbox } from "~/adapters/mail/mailbox";
import type { ModelsPort } from "~/adapters/models/models.port";
import { createPayments } from "~/adapters/payments/payments";
import type { PaymentsPort } from "~/adapters/payments/payments.port";
import { AppError } from "~/lib/app-error";
import { type Backend, type OrgScope, requireOrg, resolveScope, type Settings } from "~/server/context";
import { createDatabase } from "~/server/db";
import { OrgEvents } from "~/server/org-events";
import type { Role } from "~/server/permissions";
import { buildMembership, buildOrganization, buildPerson } from "../../prisma/builders/people";
import { createTestFiles } from "./test-files";

/** A backend over a test's own database. Close it with `closeTestBackend` before dropping the database. */
export function createTestBackend(
  appUrl: string,
  options: {
    models: ModelsPort;
    files?: FilesPort;
    jobs?: JobsPort;
    mail?: MailPort;
    payments?: PaymentsPort;
    settings?: Partial<Settings>;
    poolSize?: number;
  },
): Backend {
  const database = createDatabase(appUrl, options.poolSize ?? 10);
  return {
    database,
    events: new OrgEvents(database.pool),
    ports: {
      auth: testAuth,
      files: options.files ?? createTestFiles(),
      jobs: options.jobs ?? createWorkerJobs(database.pool),
      mail: options.mail ?? createMailbox(),
      models: options.models,
      payments: options.payments ?? createPayments({ TEST_CHECKOUT: "on" }),
    },
    settings: {
      appUrl: "http://localhost",
      superadminEmails: [],
      welcomeCredits: 50,
      welcomeCreditsDays: 30,
      testCheckout: true,
      orgQuotaBytes: 100 * 1024 * 1024,
      keyHashKey: "a key of the tests",
      apiRequestsPerMinute: 600,
      invitationKey: "11".repeat(32),
      ...options.settings,
    },
  };
}

export async function closeTestBackend(backend: Backend): Promise<void> {
  await backend.events.close();
  await backend.database.prisma.$disconnect();
  await backend.database.pool.end();
}

/** A new person with the role in an organisation: a new one of their own, or the given one. */
export async function createScope(
  backend: Backend,
  wanted: { role?: Role; org?: { id: string; slug: string }; name?: string } = {},
): Promise<OrgScope> {
  const person = await buildPerson(backend, wanted.name === undefined ? {} : { name: wanted.name });
  const role = wanted.role ?? "owner";
  let org = wanted.org;
  if (org === undefined) {
    const ownerId = role === "owner" ? person.id : (await buildPerson(backend)).id;
    org = await buildOrganization(backend, { ownerId });
  }
  if (role !== "owner" || wanted.org !== undefined)
    await buildMembership(backend, { orgId: org.id, userId: person.id, role });
  return scopeOf(backend, person.subject, org.slug);
}

/** The scope of somebody who is already a member. */
export async function scopeOf(backend: Backend, subject: string, slug: string): Promise<OrgScope> {
  const found = await resolveScope(backend, testIdentity(subject), slug, randomUUID());
  return requireOrg(found?.org);
}

export function testIdentity(subject: string): AuthIdentity {
  return {
    provider: "test",
    subject,
    sessionId: `session-${subject}`,
    email: `${subject}@people.example`,
    emailVerified: true,
    name: subject,
    expiresAt: new Date(Date.now() + 3_600_000),
    signupOrgName: null,
  };
}

const identify: AuthPort["identify"] = async (headers) => {
  const subject = headers.get("x-test-subject");
  // Not proved: a person's address would otherwise follow the one that is made up here.
  return subject === null ? null : { ...testIdentity(subject), emailVerified: false };
};

/** Everybody's, where they are asked for it once more. */
export const testPassword = "the test's password";

/** Lets in whoever is named in the `x-test-subject` header; it has no passwords and no sessions to manage. */
const testAuth: AuthPort = {
  provider: "test",
  ownsCredentials: false,
  credentials: null,
  browser: null,
  receiveWebhook: null,
  probe: async () => undefined,
  identify,
  identifyAgain: identify,
  signUp: refuse,
  signIn: refuse,
  signOut: refuse,
  changePassword: refuse,
  reauthenticate: async (password) => {
    if (password !== testPassword) throw new AppError("invalid_credentials", "not the test's password");
  },
  listSessions: async () => [],
  revokeSession: async () => undefined,
  revokeOtherSessions: async () => undefined,
  countSessionsOf: async () => 0,
  endSessionsOf: async () => undefined,
};

function refuse(): Promise<never> {
  return Promise.reject(new Error("the test's sign-in has no credentials"));
}
