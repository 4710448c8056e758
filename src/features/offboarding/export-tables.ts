import { orgTables } from "./org-tables";

/** What an export reads into one entry: of the organisation whose id is `$1`. */
export type ExportTable = {
  name: string;
  columns: readonly string[];
  /** The order of its lines. */
  key: readonly string[];
  where: string;
  /** Where its name in the database is another one. */
  table?: string;
};

const people = [
  "SELECT user_id FROM membership WHERE org_id = $1",
  "SELECT user_id FROM conversation WHERE org_id = $1",
  "SELECT user_id FROM stored_file WHERE org_id = $1",
  "SELECT user_id FROM api_key WHERE org_id = $1",
  "SELECT user_id FROM usage_charge WHERE org_id = $1",
  "SELECT user_id FROM purchase WHERE org_id = $1",
  "SELECT actor_id FROM audit_event WHERE org_id = $1",
  "SELECT acting_as FROM audit_event WHERE org_id = $1",
];

/** The organisation itself, and who its people are: every other table knows them by an id. */
const around: readonly ExportTable[] = [
  {
    name: "organization",
    columns: ["id", "slug", "name", "kind", "time_zone", "locale", "currency", "seats", "created_at", "delete_after"],
    key: ["id"],
    where: "id = $1",
  },
  {
    name: "person",
    table: "app_user_account",
    columns: ["id", "email", "name"],
    key: ["id"],
    where: `id IN (${people.join(" UNION ")})`,
  },
];

export const exportTables: readonly ExportTable[] = [
  ...around,
  ...orgTables.flatMap(({ name, exported }) =>
    exported === null ? [] : [{ name, ...exported, where: "org_id = $1" }],
  ),
];

/** Why the others are not in it. */
export const leftOut: Record<string, string> = Object.fromEntries(
  orgTables.flatMap(({ name, why }) => (why === undefined ? [] : [[name, why]])),
);
