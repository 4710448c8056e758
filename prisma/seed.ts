import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { createFolderFiles } from "~/adapters/files/folder-files";
import { createWorkerJobs } from "~/adapters/jobs/worker/worker-jobs";
import { createMailbox } from "~/adapters/mail/mailbox";
import { composeModels } from "~/adapters/models/compose-models";
import { createPayments } from "~/adapters/payments/payments";
import type { Backend } from "~/server/context";
import { createDatabase } from "~/server/db";
import { derivedKey } from "~/server/derived-key";
import { OrgEvents } from "~/server/org-events";
import { DemoClock } from "./builders/demo-clock";
import { seedHaldenFreight, seedNeighbours, seedPlatformOwner } from "./demo/stories";

/** Where the demonstration goes: the application's own login, not the owner of the tables. */
export type SeedTarget = { appDatabaseUrl: string; authSecret: string; appUrl: string };

/**
 * Fills a new installation with a believable month: people, conversations, and what they cost, through the
 * same services that real use goes through. Safe to repeat; what is there already is left as it is.
 */
export async function seedDemo(target: SeedTarget): Promise<void> {
  const database = createDatabase(target.appDatabaseUrl, 4);
  const backend: Backend = {
    database,
    events: new OrgEvents(database.pool),
    ports: {
      auth: createBetterAuthAdapter({ pool: database.pool, secret: target.authSecret, appUrl: target.appUrl }),
      // Nothing of the demonstration is a file.
      files: createFolderFiles({ root: join(tmpdir(), "counterpart-seed"), secret: target.authSecret }),
      jobs: createWorkerJobs(database.pool),
      mail: createMailbox(),
      models: composeModels([]),
      payments: createPayments({ TEST_CHECKOUT: "on" }),
    },
    settings: {
      appUrl: target.appUrl,
      superadminEmails: [],
      welcomeCredits: 50,
      welcomeCreditsDays: 60,
      testCheckout: true,
      orgQuotaBytes: 0,
      // The seed makes no keys.
      keyHashKey: "",
      apiRequestsPerMinute: 0,
      invitationKey: derivedKey(target.authSecret, "invitations"),
    },
  };
  const clock = await DemoClock.open(database.pool);
  try {
    await seedPlatformOwner(backend, clock);
    await seedNeighbours(backend, clock);
    await seedHaldenFreight(backend, clock);
  } finally {
    clock.close();
    await database.prisma.$disconnect();
    await database.pool.end();
  }
}
