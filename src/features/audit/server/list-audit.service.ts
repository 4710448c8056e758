import type { OrgContext } from "~/server/context";
import type { OrgDb } from "~/server/db";
import type { ListAuditInput, ListPlatformAuditInput } from "../audit.schema";
import { type AuditLine, type AuditSource, findAudit, findAuditChoices, verifyChain } from "./audit.repository";

/** `next` is the cursor of the next page; null on the last. */
export type AuditPage = { lines: AuditLine[]; next: { at: string; id: string } | null };

export async function listAudit(db: OrgDb, source: AuditSource, input: ListAuditInput): Promise<AuditPage> {
  const rows = await findAudit(db, source, input);
  const lines = rows.slice(0, input.limit);
  const last = lines.at(-1);
  const next = rows.length > input.limit && last ? { at: last.at.toISOString(), id: last.id } : null;
  return { lines, next };
}

export function listAuditChoices(db: OrgDb, source: AuditSource) {
  return findAuditChoices(db, source);
}

export function verifyAudit(db: OrgDb, orgId: string | null) {
  return verifyChain(db, orgId);
}

export function sourceOfOrg({ orgId, org }: Pick<OrgContext, "orgId" | "org">): AuditSource {
  return { kind: "org", orgId, timeZone: org.timeZone };
}

export function sourceOfPlatform(orgId: ListPlatformAuditInput["orgId"]): AuditSource {
  if (orgId == null) return { kind: "all" };
  return orgId === "platform" ? { kind: "platform" } : { kind: "org", orgId, timeZone: "UTC" };
}
