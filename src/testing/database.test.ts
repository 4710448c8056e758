import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "./database";

const db = await createTestDatabase();
const other = await createTestDatabase();
afterAll(async () => {
  await db.close();
  await other.close();
});

describe("a test database", () => {
  test("is migrated", async () => {
    const { rows } = await db.owner.query(
      "SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL",
    );
    expect(rows[0].n).toBeGreaterThan(0);
  });

  test("is reached by the application as a role that owns nothing and bypasses nothing", async () => {
    const { rows } = await db.app.query(
      `SELECT current_user AS name, rolsuper, rolbypassrls, (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
         FROM pg_roles WHERE rolname = current_user`,
    );
    expect(rows[0]).toEqual({ name: "counterpart_app", rolsuper: false, rolbypassrls: false, owned: 0 });
  });

  test("is migrated by a role that row-level security binds as well", async () => {
    const { rows } = await db.owner.query(
      "SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user",
    );
    expect(rows[0].above).toBe(false);
  });

  test("shares nothing with that of another file", async () => {
    await db.owner.query("CREATE TABLE only_here (id int)");
    const { rows } = await other.owner.query("SELECT to_regclass('only_here') AS found");
    expect(rows[0].found).toBeNull();
  });
});
