import { randomUUID } from "node:crypto";
import type { Backend, OrgScope } from "~/server/context";
import { inOrg, type OrgDb } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";

type Emitted = { name: string; step?: string; purpose?: string | null; done?: number };

/** A database of its own with a backend over it, and what a test wants to know of somebody's first steps. */
export async function createOnboardingFixture() {
  const db: TestDatabase = await createTestDatabase();
  const backend: Backend = createTestBackend(db.appUrl, { models: noModels });
  return {
    db,
    backend,
    /** What was emitted about the person, oldest first. */
    async events(userId: string): Promise<Emitted[]> {
      const { rows } = await db.owner.query<{ name: string; data: Omit<Emitted, "name"> & { userId: string } }>(
        "SELECT name, data FROM event_outbox WHERE name LIKE 'onboarding/%' AND data->>'userId' = $1 ORDER BY seq",
        [userId],
      );
      return rows.map(({ name, data: { userId: _, ...data } }) => ({ name: name.replace("onboarding/", ""), ...data }));
    },
    /** A conversation of the person's with an answer that stands as told. */
    async answer(scope: OrgScope, status: "complete" | "stopped" | "failed" | "streaming"): Promise<void> {
      const [conversationId, questionId] = [randomUUID(), randomUUID()];
      await db.owner.query(
        `INSERT INTO conversation (id, org_id, user_id, title, model_id, last_message_at) VALUES ($1, $2, $3, 'First', 'm', now())`,
        [conversationId, scope.orgId, scope.userId],
      );
      const finished = status === "streaming" ? null : new Date();
      const lease = status === "streaming" ? new Date(Date.now() + 60_000) : null;
      for (const [id, role, ...rest] of [
        [questionId, "user", "complete", null, new Date(), null],
        [randomUUID(), "assistant", status, questionId, finished, lease],
      ]) {
        await db.owner.query(
          `INSERT INTO chat_message (id, org_id, conversation_id, user_id, role, status, parent_id, finished_at, lease_expires_at, parts, text, model_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '[]', 'text', 'm')`,
          [id, scope.orgId, conversationId, scope.userId, role, ...rest],
        );
      }
    },
    /** One transaction as the person, with the role that pages have. */
    as: <T>(scope: OrgScope, work: (tx: OrgDb) => Promise<T>): Promise<T> =>
      inOrg(backend.database, { orgId: scope.orgId, userId: scope.userId }, work),
    async close(): Promise<void> {
      await closeTestBackend(backend);
      await db.close();
    },
  };
}

export type OnboardingFixture = Awaited<ReturnType<typeof createOnboardingFixture>>;
