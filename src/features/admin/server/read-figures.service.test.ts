import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "~/server/context";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { readFigures } from "./read-figures.service";

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

async function port(name: string): Promise<number | undefined> {
  const figures = await readFigures(backend);
  return figures.find((figure) => figure.name === name && figure.labels?.port === "mail")?.value;
}

test.each([
  ["asked a minute ago, that answered", "1 minute", true, 1],
  ["asked a minute ago, that did not", "1 minute", false, 0],
  ["that nobody has asked since four minutes, whatever it answered then", "4 minutes", true, 0],
])("a port %s: the figure for alarms says so", async (_, age, isOk, up) => {
  await db.owner.query("DELETE FROM port_health");
  await db.owner.query(
    `INSERT INTO port_health (port, adapter, is_ok, since, checked_at, latency_ms)
     VALUES ('mail', 'mailbox', $2, clock_timestamp() - interval '1 hour', clock_timestamp() - $1::interval, 3)`,
    [age, isOk],
  );
  expect(await port("port_up")).toBe(up);
  expect(await port("port_check_age_seconds")).toBeCloseTo(Number.parseInt(age, 10) * 60, -1);
});
