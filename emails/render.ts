import { render, toPlainText } from "react-email";
import type { MailBrand } from "./define-template";
import { languageOf, type MailLocale } from "./language";
import type { TemplateName } from "./template-names";
import { templates } from "./templates";

export type RenderedMail = { subject: string; html: string; text: string };

/** The mail as it goes out: subject, HTML, and the same in plain text. The same input is the same bytes. */
export async function renderMail(
  name: TemplateName,
  props: unknown,
  locale: MailLocale,
  brand: MailBrand | null = null,
): Promise<RenderedMail> {
  const { subject, body } = templates[name].compose(props, { language: languageOf(locale), brand });
  const html = await render(body);
  return { subject: oneLine(subject), html, text: textOf(html) };
}

/** The subject alone, which is needed before anything is rendered. */
export function subjectOf(name: TemplateName, props: unknown, locale: MailLocale): string {
  return oneLine(templates[name].compose(props, { language: languageOf(locale), brand: null }).subject);
}

/** Headings would come in capitals, which reads as shouting and changes names. */
function textOf(html: string): string {
  const selectors = ["h1", "h2", "h3"].map((selector) => ({ selector, options: { uppercase: false } }));
  return toPlainText(html, { selectors }).trim();
}

/** A line break in a header would begin another one. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
