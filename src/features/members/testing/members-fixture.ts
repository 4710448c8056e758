import { composeModels } from "~/adapters/models/compose-models";
import { demoModels } from "~/adapters/models/demo/demo";
import type { Backend, OrgScope } from "~/server/context";
import type { Role } from "~/server/permissions";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";

export type MembersFixture = {
  db: TestDatabase;
  backend: Backend;
  /** An organisation of its own with somebody for each role. */
  team<R extends Role>(...roles: R[]): Promise<OrgScope[]>;
  /** Roles by person, as they are in the database. */
  rolesIn(orgId: string): Promise<Record<string, Role>>;
  audit(
    orgId: string,
  ): Promise<{ action: string; actor_id: string; actor_role: string; subject: string; after: unknown }[]>;
  close(): Promise<void>;
};

export async function startMembers(): Promise<MembersFixture> {
  const db = await createTestDatabase();
  const backend = createTestBackend(db.appUrl, { models: composeModels([demoModels({ tokensPerSecond: 0 })]) });
  return {
    db,
    backend,
    async team(...roles) {
      const [first, ...others] = roles;
      const founder = await createScope(backend, { role: "owner" });
      const org = { id: founder.orgId, slug: founder.org.slug };
      const made: OrgScope[] = first === "owner" ? [founder] : [];
      for (const role of first === "owner" ? others : roles) made.push(await createScope(backend, { role, org }));
      return made;
    },
    async rolesIn(orgId) {
      const { rows } = await db.owner.query<{ user_id: string; role: Role }>(
        "SELECT user_id, role FROM membership WHERE org_id = $1",
        [orgId],
      );
      return Object.fromEntries(rows.map(({ user_id, role }) => [user_id, role]));
    },
    async audit(orgId) {
      const { rows } = await db.owner.query(
        "SELECT action, actor_id, actor_role, subject, after FROM audit_event WHERE org_id = $1 ORDER BY seq",
        [orgId],
      );
      return rows;
    },
    async close() {
      await closeTestBackend(backend);
      await db.close();
    },
  };
}
