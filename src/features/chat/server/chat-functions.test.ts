import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "~/testing/database";

const db = await createTestDatabase();
afterAll(() => db.close());

test("no function of the chat passes by the walls", async () => {
  const { rows } = await db.owner.query("SELECT proname FROM pg_proc WHERE proname LIKE 'chat\\_%' AND prosecdef");
  expect(rows).toEqual([]);
});
