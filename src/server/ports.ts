import type { Pool } from "pg";
import { createAuth } from "~/adapters/auth/auth";
import type { AuthPort } from "~/adapters/auth/auth.port";
import { createFiles } from "~/adapters/files/files";
import type { FilesPort } from "~/adapters/files/files.port";
import { createJobs } from "~/adapters/jobs/jobs";
import type { JobsPort } from "~/adapters/jobs/jobs.port";
import { createMail } from "~/adapters/mail/mail";
import type { MailPort } from "~/adapters/mail/mail.port";
import { createModels } from "~/adapters/models/models";
import type { ModelsPort } from "~/adapters/models/models.port";
import { createPayments } from "~/adapters/payments/payments";
import type { PaymentsPort } from "~/adapters/payments/payments.port";
import { type Env, env } from "~/env";
import type { Backend } from "./context";
import { database } from "./db";
import { derivedKey } from "./derived-key";
import { OrgEvents } from "./org-events";

/** Everything that a vendor, or its twin with no account, does for the application. */
export type Ports = {
  auth: AuthPort;
  files: FilesPort;
  jobs: JobsPort;
  mail: MailPort;
  models: ModelsPort;
  payments: PaymentsPort;
};

const shared = globalThis as typeof globalThis & { counterpartBackend?: Backend };

/** The process's backend: the one place that picks vendors, by configuration. */
export function backend(): Backend {
  shared.counterpartBackend ??= createBackend();
  return shared.counterpartBackend;
}

/** Whoever the configuration picks for each port. Connects to nobody. */
export function createPorts(configuration: Env, pool: Pool): Ports {
  return {
    auth: createAuth(configuration, pool),
    files: createFiles(configuration),
    jobs: createJobs(configuration, pool),
    mail: createMail(configuration),
    models: createModels(configuration),
    payments: createPayments(configuration),
  };
}

function createBackend(): Backend {
  const configuration = env();
  const db = database();
  return {
    database: db,
    events: new OrgEvents(db.pool),
    ports: createPorts(configuration, db.pool),
    settings: {
      appUrl: configuration.APP_URL,
      superadminEmails: configuration.SUPERADMIN_EMAILS,
      welcomeCredits: configuration.WELCOME_CREDITS,
      welcomeCreditsDays: configuration.WELCOME_CREDITS_DAYS,
      testCheckout: configuration.TEST_CHECKOUT === "on",
      orgQuotaBytes: configuration.FILES_ORG_QUOTA_MB * 1024 * 1024,
      keyHashKey: derivedKey(configuration.AUTH_SECRET, "keys"),
      apiRequestsPerMinute: configuration.API_REQUESTS_PER_MINUTE,
      invitationKey: derivedKey(configuration.AUTH_SECRET, "invitations"),
    },
  };
}
