import { parseAsString } from "nuqs/server";
import type { AuditFilter, ListAuditQuestion } from "./audit.schema";

/** The page's state in the address: what it is narrowed to, and the page. */
export const auditSearchParams = {
  action: parseAsString,
  who: parseAsString,
  from: parseAsString,
  to: parseAsString,
  q: parseAsString.withDefault(""),
  /** In the console: an organisation's id, or `platform`. */
  org: parseAsString,
  /** The moment and the id of the act that the page lies beyond. */
  page: parseAsString,
};

export type AuditSearch = {
  action: string | null;
  who: string | null;
  from: string | null;
  to: string | null;
  q: string;
  org: string | null;
  page: string | null;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const printable = /^[^\p{Cc}]*$/u;
export const auditSearchLength = 100;

/** The filter of an address. Somebody may have edited it by hand: what does not fit is left out. */
export function auditFilterOf(search: AuditSearch): AuditFilter {
  const { action, who, from, to } = search;
  const text = search.q.trim();
  return {
    ...(action !== null && /^[\w.]{1,80}$/.test(action) ? { action } : {}),
    ...(who !== null && uuid.test(who) ? { actorId: who } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(text !== "" && text.length <= auditSearchLength && printable.test(text) ? { search: text } : {}),
  };
}

export function auditQuestionOf(search: AuditSearch): ListAuditQuestion {
  const cursor = cursorOf(search.page);
  return { filter: auditFilterOf(search), ...(cursor === null ? {} : { cursor }) };
}

/** Which log of the console's: null is all of them. */
export function auditOrgOf({ org }: AuditSearch): string | null {
  return org === "platform" || (org !== null && uuid.test(org)) ? org : null;
}

export function auditPageParam({ at, id }: { at: string; id: string }): string {
  return `${at}~${id}`;
}

/** The file of exactly what the list shows, all its pages. */
export function auditFileHref(search: AuditSearch, orgSlug: string | null): string {
  const query = new URLSearchParams(orgSlug === null ? {} : { org: orgSlug });
  for (const [name, value] of Object.entries(auditFilterOf(search))) if (value) query.set(name, value);
  if (orgSlug !== null) return `/api/audit?${query.toString()}`;
  const org = auditOrgOf(search);
  if (org !== null) query.set("orgId", org);
  return `/api/admin/audit?${query.toString()}`;
}

function cursorOf(page: string | null): { at: string; id: string } | null {
  const [at = "", id = ""] = (page ?? "").split("~");
  const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? Date.parse(at) : Number.NaN;
  return uuid.test(id) && !Number.isNaN(moment) ? { at: new Date(moment).toISOString(), id } : null;
}

function isDay(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
