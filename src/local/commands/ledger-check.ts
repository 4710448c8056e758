import pg from "pg";
import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import { dataDirectory } from "../paths";
import { PlainError } from "../plain-error";
import { findDatabase } from "../prepare-database";

/**
 * `npm run ledger:check`: holds the whole ledger of this installation (or of DATABASE_URL) against its
 * invariants and prints what is violated; exit code 1 if anything is. It may run beside the application.
 */
export async function run(): Promise<number> {
  const database = await findDatabase(dataDirectory());
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  try {
    const { rows } = await owner
      .query<{ there: boolean }>("SELECT to_regproc('ledger_check') IS NOT NULL AS there")
      .catch(noDatabase);
    if (!rows[0]?.there) throw noLedger();
    const checks = await checkLedger(owner);
    const violated = checks.filter(({ violations }) => violations > 0);
    for (const { invariant, violations, orgIds } of violated) {
      console.log(`VIOLATED ${violations} times: ${invariant}\n  organisations: ${orgIds.slice(0, 20).join(", ")}`);
    }
    const total = violated.reduce((sum, { violations }) => sum + violations, 0);
    console.log(`${checks.length} invariants checked, ${total} violations`);
    return total === 0 ? 0 : 1;
  } finally {
    await owner.end();
    if (!database.wasRunning) await database.stop();
  }
}

function noLedger(): PlainError {
  return new PlainError("There is no ledger in this database yet. `npm run dev` or `npm start` makes one.");
}

function noDatabase(error: Error & { code?: string }): never {
  if (error.code === "3D000") throw noLedger();
  throw new PlainError(`The database cannot be asked: ${error.message || error.code}`);
}
