import { randomUUID } from "node:crypto";
import { createBetterAuthAdapter } from "~/adapters/auth/better-auth";
import { createClerkAdapter } from "~/adapters/auth/clerk";
import { enter } from "~/features/accounts/server/enter.service";
import type { Backend, Entrance } from "~/server/context";
import type { TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { type FakeClerk, type FakeClerkUser, startFakeClerk } from "./clerk-server";

/** One installation under both providers: the same database, once with Clerk and once with the embedded sign-in. */
export type ClerkScene = {
  clerk: FakeClerk;
  withClerk: Backend;
  embedded: Backend;
  /** The headers of a browser in which the user signed in just now. */
  signIn(user: FakeClerkUser): Headers;
  /** A request of the user's, in a session of its own. */
  enter(user: FakeClerkUser, slug?: string): Promise<Entrance | null>;
  close(): Promise<void>;
};

export async function openClerkScene(
  db: TestDatabase,
  settings: Partial<Backend["settings"]> = {},
): Promise<ClerkScene> {
  const clerk = await startFakeClerk();
  const appUrl = "http://localhost";
  const base = () => createTestBackend(db.appUrl, { models: noModels, settings });
  const [one, two] = [base(), base()];
  const withClerk: Backend = {
    ...one,
    ports: {
      ...one.ports,
      auth: createClerkAdapter({
        pool: one.database.pool,
        appUrl,
        secretKey: clerk.secretKey,
        publishableKey: clerk.publishableKey,
        jwtKey: clerk.keys.publicPem,
        webhookSecret: clerk.webhookSecret,
        apiUrl: clerk.apiUrl,
      }),
    },
  };
  const embedded: Backend = {
    ...two,
    ports: {
      ...two.ports,
      auth: createBetterAuthAdapter({ pool: two.database.pool, secret: "s".repeat(32), appUrl }),
    },
  };
  const signIn = (user: FakeClerkUser) =>
    new Headers({ authorization: `Bearer ${clerk.openSession(user.id, appUrl).token}` });
  return {
    clerk,
    withClerk,
    embedded,
    signIn,
    enter: (user, slug) => enter(withClerk, signIn(user), slug ?? null, randomUUID()),
    async close() {
      await Promise.all([closeTestBackend(withClerk), closeTestBackend(embedded), clerk.close()]);
    },
  };
}
