import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { printable } from "~/features/credits/credits-limits";
import type { ListOrgsQuestion } from "./admin.schema";
import { orgKinds, orgSearchLength, orgSorts, orgStates, sortValueLength } from "./admin-limits";

/** The list's state in the address: what is searched for, the order, the page. */
export const orgsSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(orgStates),
  kind: parseAsStringLiteral(orgKinds),
  sort: parseAsStringLiteral(orgSorts).withDefault("activity"),
  desc: parseAsBoolean.withDefault(true),
  /** `next` or `previous`, the id and the value that the page lies beyond. */
  page: parseAsString,
};

export type OrgsSearch = {
  q: string;
  state: (typeof orgStates)[number] | null;
  kind: (typeof orgKinds)[number] | null;
  sort: (typeof orgSorts)[number];
  desc: boolean;
  page: string | null;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The question of an address. What does not fit is left out; a page that does not is the first one. */
export function orgsInput(search: OrgsSearch): ListOrgsQuestion {
  const text = search.q.trim();
  const cursor = cursorOf(search.page);
  return {
    search: text !== "" && text.length <= orgSearchLength && printable.test(text) ? text : null,
    state: search.state,
    kind: search.kind,
    sort: search.sort,
    descending: search.desc,
    ...(cursor === null ? {} : { cursor }),
  };
}

/** Null for what no page has. */
export function cursorOf(page: string | null): { direction: "next" | "previous"; id: string; value: string } | null {
  const [direction, id = "", ...rest] = (page ?? "").split("~");
  const value = rest.join("~");
  if (direction !== "next" && direction !== "previous") return null;
  return uuid.test(id) && value.length <= sortValueLength && printable.test(value) ? { direction, id, value } : null;
}

export function pageParam(direction: "next" | "previous", edge: { id: string; value: string }): string {
  return [direction, edge.id, edge.value].join("~");
}
