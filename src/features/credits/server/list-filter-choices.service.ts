import { type FilterChoice, findMembers, findUsedModels } from "./balance.repository";
import type { EntryReader } from "./entries.repository";

/** What the list of entries can be narrowed to. Without the right to see all, there is nobody to choose. */
export async function listFilterChoices(
  reader: EntryReader,
): Promise<{ members: FilterChoice[]; models: FilterChoice[] }> {
  const members = reader.onlyUserId === null ? await findMembers(reader.db, reader.orgId) : [];
  return { members, models: await findUsedModels(reader.db, reader.orgId, reader.onlyUserId) };
}
