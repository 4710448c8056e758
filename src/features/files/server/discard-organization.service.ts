import type { Sql } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { fileDiscarded } from "../files.events";

const perEvent = 200;

/**
 * Discards every file of an organisation that is erased, in the caller's transaction, which sees all of them. Their names
 * go at once, their bytes and rows right after. The events are the platform's: none of the organisation's are left.
 * @returns how many there were.
 */
export async function discardOrganizationFiles(sql: Sql, orgId: string): Promise<number> {
  const { rows } = await sql.query<{ id: string }>(
    `UPDATE stored_file SET state = 'deleted', deleted_at = coalesce(deleted_at, app_now()), expires_at = NULL, name = '-'
     WHERE org_id = $1 RETURNING id`,
    [orgId],
  );
  const ids = rows.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += perEvent) {
    await emitEvent(sql, fileDiscarded, { fileIds: ids.slice(at, at + perEvent) }, { orgId: null });
  }
  return ids.length;
}
