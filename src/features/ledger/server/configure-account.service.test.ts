import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createScope, createTestBackend } from "~/testing/scope";

let db: TestDatabase;
let backend: Backend;
beforeAll(async () => {
  db = await createTestDatabase();
  backend = createTestBackend(db.appUrl, { models: noModels });
});
afterAll(async () => {
  await closeTestBackend(backend);
  await db.close();
});

test("an organisation that moves to another time zone has its days counted there, whoever moves it", async () => {
  const [scope, other] = [await createScope(backend), await createScope(backend)];
  const zoneOf = async (orgId: string) =>
    (await db.owner.query("SELECT time_zone FROM credit_account WHERE org_id = $1", [orgId])).rows[0]?.time_zone;
  await scope.inOrg((tx) =>
    tx.organization.update({
      where: { id: scope.orgId },
      data: { timeZone: "Asia/Vladivostok" },
      select: { id: true },
    }),
  );
  expect([await zoneOf(scope.orgId), await zoneOf(other.orgId)]).toEqual(["Asia/Vladivostok", "UTC"]);
  const toNowhere = db.owner.query("UPDATE organization SET time_zone = 'Nowhere/At all' WHERE id = $1", [scope.orgId]);
  await expect(toNowhere).rejects.toThrow(/time zone/);
  expect(await zoneOf(scope.orgId)).toBe("Asia/Vladivostok");
});
