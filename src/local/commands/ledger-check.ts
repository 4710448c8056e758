import pg from "pg";
import { checkLedger } from "~/features/ledger/server/check-ledger.service";
import { dataDirectory } from "../paths";
import { prepareDatabase } from "../prepare-database";

/**
 * `npm run ledger:check`: holds the whole ledger of this installation (or of DATABASE_URL) against its
 * invariants and prints what is violated; exit code 1 if anything is. It may run beside the application.
 */
export async function run(): Promise<number> {
  const database = await prepareDatabase(dataDirectory());
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  try {
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
