import { notFound } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import type { OrgDb } from "~/server/db";
import { frameMail } from "../frame-mail";
import { findMail, findReports, findSuppression, type KeptMail, type MailReport } from "./mails.repository";
import { brandOf, isLinkForgotten, renderKept } from "./render-outgoing";

/** One mail as its reader sees it, and what became of it. `html` is made for a frame. */
export type MailView = Omit<KeptMail, "props" | "secrets" | "orgId"> & {
  /** Null where the mail can no longer be written: its template is gone. */
  content: { html: string; text: string } | null;
  /** Its link is not shown: it was forgotten when the mail left, or it is somebody else's. */
  isLinkWithheld: boolean;
  /** The link is kept nowhere: the mail cannot be sent again. */
  isLinkForgotten: boolean;
  isSuppressed: boolean;
  /** Its link has expired: it is not sent any more. */
  isExpired: boolean;
  reports: MailReport[];
};

/**
 * @throws not_found
 * With a provider the links in mails are for their readers alone, whoever else may look. The mailbox has no
 * readers elsewhere: it shows them.
 */
export async function readMail(backend: Backend, db: OrgDb, messageId: string): Promise<MailView> {
  const mail = await findMail(db, messageId);
  if (mail === null) throw notFound("mail");
  const { props: _, secrets, orgId, ...view } = mail;
  const showsLinks = backend.ports.mail.adapter === "mailbox" && secrets !== null;
  const brand = await brandOf(backend, db, orgId);
  const withheldUrl = new URL("/link-withheld", backend.settings.appUrl).href;
  const rendered = await renderKept(mail, brand, showsLinks ? null : withheldUrl).catch(() => null);
  return {
    ...view,
    content:
      rendered === null ? null : { html: frameMail(rendered.html, backend.settings.appUrl), text: rendered.text },
    isLinkWithheld: !showsLinks && (rendered?.text.includes(withheldUrl) ?? false),
    isLinkForgotten: isLinkForgotten(mail),
    isExpired: mail.useBefore !== null && mail.useBefore <= new Date(),
    isSuppressed: (await findSuppression(db, mail.toAddress)) !== null,
    reports:
      mail.provider === null || mail.providerId === null ? [] : await findReports(db, mail.provider, mail.providerId),
  };
}
