import { notFound } from "~/lib/app-error";
import type { PlatformContext } from "~/server/api/procedures";
import { recordAudit } from "~/server/audit";
import type { OrgDb } from "~/server/db";
import { deleteSuppression, findSuppression, findSuppressions, type Suppression } from "./mails.repository";

/** Addresses that are not written to, newest first. */
export function listSuppressions(db: OrgDb, search: string | null | undefined): Promise<Suppression[]> {
  return findSuppressions(db, search);
}

/** Lets mails go to the address again. What was held back stays held back until it is sent again by hand. */
export async function allowAgain(platform: PlatformContext, address: string): Promise<void> {
  const { db } = platform;
  const found = await findSuppression(db, address);
  if (found === null) throw notFound("suppression");
  await deleteSuppression(db, address);
  await recordAudit(db, {
    orgId: null,
    actorId: platform.userId,
    actorRole: "superadmin",
    action: "mail.allow_again",
    subject: address,
    before: { reason: found.reason, detail: found.detail },
    requestId: platform.requestId,
  });
}
