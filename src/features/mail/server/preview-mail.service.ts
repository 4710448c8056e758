import type { MailBrand } from "../../../../emails/define-template";
import { renderMail } from "../../../../emails/render";
import { organizationTemplates, type TemplateName } from "../../../../emails/template-names";
import { templates } from "../../../../emails/templates";
import { frameMail } from "../frame-mail";

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path fill="#b4531f" d="M0 0h28v28H0z"/></svg>';

/** The made-up organisation whose mails the previews are. */
const brand: MailBrand = { name: "Halden Freight", logoUrl: `data:image/svg+xml,${encodeURIComponent(drawing)}` };

/** A template with its made-up props, as an organisation's where it is one's. */
export async function previewMail(
  template: TemplateName,
  locale: "en" | "ru",
): Promise<{ subject: string; html: string; text: string }> {
  const isOrganizations = organizationTemplates.includes(template);
  const { preview } = templates[template];
  const { subject, html, text } = await renderMail(template, preview, locale, isOrganizations ? brand : null);
  return { subject, html: frameMail(html), text };
}
