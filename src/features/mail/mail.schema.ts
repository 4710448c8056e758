import { z } from "zod";
import { isTemplateName } from "../../../emails/template-names";
import { mailSearchLength, mailStates } from "./mail-states";

const id = z.uuid();
const printable = /^[^\p{Cc}]*$/u;
const locale = z.enum(["en", "ru"]);

export const MailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** Newest first; `cursor` is the last mail of the page before. */
export const ListMailsInput = z.strictObject({
  search: z.string().trim().max(mailSearchLength).regex(printable).nullish(),
  state: z.enum(mailStates).nullish(),
  cursor: z.strictObject({ at: z.iso.datetime(), id }).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListMailsInput = z.output<typeof ListMailsInput>;
export type ListMailsQuestion = z.input<typeof ListMailsInput>;

export const MailInput = z.strictObject({ messageId: id });

export const ListSuppressionsInput = z.strictObject({
  search: z.string().trim().max(mailSearchLength).regex(printable).nullish(),
});

export const AllowAgainInput = z.strictObject({ address: z.string().min(1).max(254).regex(printable) });

export const PreviewInput = z.strictObject({ template: z.string().refine(isTemplateName), locale });
