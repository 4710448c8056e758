import type { Backend } from "~/server/context";
import type { TestDatabase } from "~/testing/database";
import { deleteDiscarded } from "../server/delete-discarded.job";

/** What the job does with the events that wait for it. */
export async function deleteWaiting(backend: Backend, { owner }: Pick<TestDatabase, "owner">): Promise<void> {
  const { rows } = await owner.query<{ ids: string[] }>(
    "SELECT ARRAY(SELECT jsonb_array_elements_text(data -> 'fileIds')) AS ids FROM event_outbox WHERE name = 'files/file.discarded'",
  );
  for (const { ids } of rows) await deleteDiscarded(backend, ids);
}
