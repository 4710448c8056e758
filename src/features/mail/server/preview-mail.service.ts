import { renderMail } from "../../../../emails/render";
import type { TemplateName } from "../../../../emails/template-names";
import { templates } from "../../../../emails/templates";
import { frameMail } from "../frame-mail";

/** A template with its made-up props. */
export async function previewMail(
  template: TemplateName,
  locale: "en" | "ru",
): Promise<{ subject: string; html: string; text: string }> {
  const { subject, html, text } = await renderMail(template, templates[template].preview, locale);
  return { subject, html: frameMail(html), text };
}
