import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { roles } from "~/server/permissions";
import { memberPageSizes, memberSearchLength, memberSorts } from "./member-limits";
import type { ListMembersQuestion } from "./members.schema";

/** The list's state in the address: who is searched for, the role, the order, the page. */
export const membersSearchParams = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(roles),
  sort: parseAsStringLiteral(memberSorts).withDefault("name"),
  desc: parseAsBoolean.withDefault(false),
  page: parseAsInteger.withDefault(1),
  size: parseAsInteger.withDefault(memberPageSizes[0]),
};

export type MembersSearch = {
  q: string;
  role: (typeof roles)[number] | null;
  sort: (typeof memberSorts)[number];
  desc: boolean;
  page: number;
  size: number;
};

const printable = /^[^\p{Cc}]*$/u;

/** The question of an address. What does not fit is left out; a page that does not is the first one. */
export function membersInput(search: MembersSearch): ListMembersQuestion {
  const text = search.q.trim();
  const isUsable = text !== "" && text.length <= memberSearchLength && printable.test(text);
  return {
    search: isUsable ? text : null,
    role: search.role,
    sort: search.sort,
    descending: search.desc,
    page: search.page >= 1 && search.page <= 100_000 ? search.page : 1,
    size: memberPageSizes.find((size) => size === search.size) ?? memberPageSizes[0],
  };
}
