import type { OutgoingMail } from "~/adapters/mail/mail.port";
import type { Backend } from "~/server/context";
import type { OrgDb } from "~/server/db";
import type { MailBrand } from "../../../../emails/define-template";
import { type RenderedMail, renderMail } from "../../../../emails/render";
import { isTemplateName } from "../../../../emails/template-names";
import { templates } from "../../../../emails/templates";
import { logosPath } from "../frame-mail";
import { type ClaimedMail, findBrand } from "./outgoing.repository";

type Kept = Pick<ClaimedMail, "template" | "props" | "secrets" | "locale">;

/** The mail as it goes out. Throws where its template is gone or its props no longer fit. */
export async function renderOutgoing(
  mail: Kept & Pick<ClaimedMail, "id" | "key" | "resends" | "toAddress">,
  brand: MailBrand | null,
): Promise<OutgoingMail> {
  const key = mail.resends === 0 ? mail.key : `${mail.key}#${mail.resends}`;
  return { key, reference: `${mail.id}-${mail.resends}`, to: mail.toAddress, ...(await renderKept(mail, brand, null)) };
}

/**
 * The mail as its reader sees it.
 * @param withheldUrl stands for links that are forgotten, or not for whoever looks; null shows them.
 */
export async function renderKept(
  mail: Kept,
  brand: MailBrand | null,
  withheldUrl: string | null,
): Promise<RenderedMail> {
  if (!isTemplateName(mail.template)) throw new Error(`there is no template ${mail.template.slice(0, 100)}`);
  const secrets =
    withheldUrl === null
      ? objectOf(mail.secrets)
      : Object.fromEntries(templates[mail.template].secrets.map((name) => [name, withheldUrl]));
  return renderMail(mail.template, { ...objectOf(mail.props), ...secrets }, mail.locale, brand);
}

/** Whether the mail cannot be written any more as it was: its links were forgotten when a provider took it. */
export function isLinkForgotten(mail: Pick<Kept, "template" | "secrets">): boolean {
  return isTemplateName(mail.template) && templates[mail.template].secrets.length > 0 && mail.secrets === null;
}

/** What an organisation's mail bears: its name as it is now, and its logo, from where programs that show mails get it. */
export async function brandOf(backend: Backend, db: OrgDb, orgId: string | null): Promise<MailBrand | null> {
  const brand = orgId === null ? null : await findBrand(db, orgId);
  if (brand === null) return null;
  const { name, logoFileId } = brand;
  return { name, logoUrl: logoFileId && new URL(`${logosPath}${logoFileId}`, backend.settings.appUrl).href };
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
