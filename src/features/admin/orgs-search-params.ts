import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ListOrgsInput, orgSorts } from "./admin.schema";

/** The list's state in the address: what is searched for, the order, the page. */
export const orgsSearchParams = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(orgSorts).withDefault("activity"),
  desc: parseAsBoolean.withDefault(true),
  /** `next` or `previous`, the id and the value that the page lies beyond. */
  page: parseAsString,
};

export type OrgsSearch = { q: string; sort: (typeof orgSorts)[number]; desc: boolean; page: string | null };

/** The question of an address; a page that does not fit is the first one. */
export function orgsInput(search: OrgsSearch): ListOrgsInput {
  const base = { search: search.q.trim() || null, sort: search.sort, descending: search.desc };
  const [direction, id, ...value] = (search.page ?? "").split("~");
  const asked = ListOrgsInput.safeParse({ ...base, cursor: { direction, id, value: value.join("~") } });
  if (asked.success) return asked.data;
  const first = ListOrgsInput.safeParse(base);
  return first.success ? first.data : ListOrgsInput.parse({});
}

export function pageParam(direction: "next" | "previous", edge: { id: string; value: string }): string {
  return [direction, edge.id, edge.value].join("~");
}
