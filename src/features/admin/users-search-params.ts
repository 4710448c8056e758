import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { printable } from "~/features/credits/credits-limits";
import { cursorOf } from "./orgs-search-params";
import type { ListUsersQuestion } from "./users.schema";
import { userSearchLength, userShows, userSorts } from "./users-limits";

/** The list's state in the address: what is searched for, whom it is narrowed to, the order, the page. */
export const usersSearchParams = {
  q: parseAsString.withDefault(""),
  show: parseAsStringLiteral(userShows),
  sort: parseAsStringLiteral(userSorts).withDefault("created"),
  desc: parseAsBoolean.withDefault(true),
  /** `next` or `previous`, the id and the value that the page lies beyond. */
  page: parseAsString,
};

export type UsersSearch = {
  q: string;
  show: (typeof userShows)[number] | null;
  sort: (typeof userSorts)[number];
  desc: boolean;
  page: string | null;
};

/** The question of an address. What does not fit is left out; a page that does not is the first one. */
export function usersInput({ q, show, sort, desc, page }: UsersSearch): ListUsersQuestion {
  const text = q.trim();
  const cursor = cursorOf(page);
  return {
    search: text !== "" && text.length <= userSearchLength && printable.test(text) ? text : null,
    show,
    sort,
    descending: desc,
    ...(cursor === null ? {} : { cursor }),
  };
}
