import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ListMailsQuestion } from "./mail.schema";
import { mailSearchLength, mailStates } from "./mail-states";

/** The list's state in the address: what is searched for, the state, the page. */
export const mailSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(mailStates),
  /** The moment and the id of the mail that the page lies beyond. */
  page: parseAsString,
};

export type MailSearch = { q: string; state: (typeof mailStates)[number] | null; page: string | null };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const printable = /^[^\p{Cc}]*$/u;

/** The question of an address. What does not fit is left out; a page that does not is the first one. */
export function mailsInput({ q, state, page }: MailSearch): ListMailsQuestion {
  const text = q.trim();
  const isUsable = text !== "" && text.length <= mailSearchLength && printable.test(text);
  const cursor = cursorOf(page);
  return { search: isUsable ? text : null, state, ...(cursor === null ? {} : { cursor }) };
}

function cursorOf(page: string | null): { at: string; id: string } | null {
  const [at = "", id = ""] = (page ?? "").split("~");
  const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? Date.parse(at) : Number.NaN;
  return uuid.test(id) && !Number.isNaN(moment) ? { at: new Date(moment).toISOString(), id } : null;
}

export function mailPageParam({ at, id }: { at: string; id: string }): string {
  return `${at}~${id}`;
}
