import { randomUUID } from "node:crypto";
import { discardOrganizationFiles } from "~/features/files/server/discard-organization.service";
import { recordAudit } from "~/server/audit";
import type { Backend } from "~/server/context";
import { inTransaction, type Sql } from "~/server/db";
import { eraseRows, listDue, listMemberIds } from "./erasure.repository";

const perRun = 50;

/**
 * Erases every organisation whose seven days are over. One that cannot be erased keeps none of the others, and is told at
 * the end. Harmless to run twice and at once.
 * @returns how many this run erased.
 */
export async function eraseOrganizations(backend: Backend): Promise<{ erased: number }> {
  const due = await asPlatform(backend, (sql) => listDue(sql, perRun));
  const failures: unknown[] = [];
  let erased = 0;
  for (const orgId of due) {
    try {
      if (await eraseOrganization(backend, orgId)) erased += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} organisations could not be erased`);
  return { erased };
}

/**
 * In one transaction: it is there whole, or gone whole. The bytes of its files follow by their own job. False where its day
 * has not come, or it is erased already.
 */
export async function eraseOrganization(backend: Backend, orgId: string): Promise<boolean> {
  const members = await asPlatform(backend, async (sql) => {
    const memberIds = await listMemberIds(sql, orgId);
    const erased = await eraseRows(sql, orgId);
    if (erased === null) return null;
    const files = await discardOrganizationFiles(sql, orgId);
    await recordAudit(sql, {
      orgId: null,
      actorId: null,
      actorRole: "system",
      action: "org.erase",
      subject: orgId,
      after: { acts: erased.acts, lastHash: erased.lastHash, rows: erased.rows, files },
      requestId: randomUUID(),
    });
    return memberIds;
  });
  for (const userId of members ?? []) backend.events.publish(orgId, { type: "membership", userId });
  return members !== null;
}

/** Plain SQL, since a large organisation may take longer than a request's transaction is given. */
function asPlatform<T>({ database }: Backend, work: (sql: Sql) => Promise<T>): Promise<T> {
  return inTransaction(database.pool, async (tx) => {
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    return work(tx);
  });
}
