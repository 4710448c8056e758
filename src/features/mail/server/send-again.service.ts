import { AppError, notFound } from "~/lib/app-error";
import type { PlatformContext } from "~/server/api/procedures";
import { recordAudit } from "~/server/audit";
import { emitEvent } from "~/server/outbox";
import { mailQueued } from "../mail.events";
import { findMail, queueAgain } from "./mails.repository";
import { isLinkForgotten } from "./render-outgoing";

/**
 * Has a mail that did not arrive sent once more: to the provider it is another one.
 * @throws `not_found`, and `request_conflict` where it is not in such a state (any more), or its link has expired or is
 * forgotten.
 */
export async function sendAgain(platform: PlatformContext, messageId: string, now = new Date()): Promise<void> {
  const { db } = platform;
  const mail = await findMail(db, messageId);
  if (mail === null) throw notFound("mail");
  const isExpired = mail.useBefore !== null && mail.useBefore <= now;
  const isForgotten = isLinkForgotten(mail);
  if (isExpired || isForgotten || !(await queueAgain(db, messageId, now))) {
    throw new AppError(
      "request_conflict",
      `mail is ${mail.state}${isExpired ? ", expired" : ""}${isForgotten ? ", without its link" : ""}`,
    );
  }
  const key = `mail/${messageId}/${now.getTime()}`;
  await emitEvent(db, mailQueued, { messageId }, { orgId: mail.orgId, key });
  await recordAudit(db, {
    orgId: mail.orgId,
    actorId: platform.userId,
    actorRole: "superadmin",
    action: "mail.send_again",
    subject: `mail ${messageId}`,
    before: { state: mail.state, error: mail.error },
    requestId: platform.requestId,
  });
}
