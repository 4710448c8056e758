import { expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { compareWithModel, raceForCredit } from "./detect";
import { type Mutant, mutants } from "./mutants";

/** All of them at every run; the model finds most within a few sequences of commands. */
test.each(mutants)("A test notices when $name", { timeout: 120_000 }, async (mutant) => {
  const db = await createTestDatabase({ poolSize: 3 });
  try {
    await mutate(db, mutant);
    const notice =
      mutant.noticedBy === "race"
        ? raceForCredit(db, { rounds: 60 })
        : compareWithModel(db, { runs: 400, seed: 20270101 });
    await expect(notice).rejects.toThrow();
  } finally {
    await db.close();
  }
});

async function mutate(db: TestDatabase, mutant: Mutant): Promise<void> {
  const { rows } = await db.owner.query<{ definition: string }>(
    "SELECT pg_get_functiondef(oid) AS definition FROM pg_proc WHERE proname = $1",
    [mutant.function],
  );
  const definition = rows[0]?.definition ?? "";
  // A mutant whose place is gone would pass for one that was noticed.
  expect(definition).toContain(mutant.from);
  await db.owner.query(definition.replace(mutant.from, mutant.to));
}
