import type { ReactElement } from "react";
import type { z } from "zod";
import type { MailLanguage } from "./language";

/**
 * Whose mail it is, where it is an organisation's. `logoUrl` must be reachable from outside: it is the address that
 * serves logos to whoever has no session. The sending makes this of the `orgId` that `sendMail` is given.
 */
export type MailBrand = { name: string; logoUrl: string | null };

/** What every template's body gets beside its own props. */
export type MailContext = { language: MailLanguage; brand: MailBrand | null };

export type MailTemplate<Schema extends z.ZodType = z.ZodType> = {
  schema: Schema;
  /** Names of the props that open a door. They are forgotten once the mail is sent. */
  secrets: readonly string[];
  preview: z.input<Schema>;
  /** Throws ZodError where the props are not the template's. */
  compose(props: unknown, context: MailContext): { subject: string; body: ReactElement };
};

/** A template: pure, from props to a subject and a body. */
export function defineTemplate<Schema extends z.ZodType>(template: {
  schema: Schema;
  secrets?: readonly (keyof z.input<Schema> & string)[];
  preview: z.input<Schema>;
  subject: (props: z.output<Schema>, language: MailLanguage) => string;
  body: (props: z.output<Schema>, context: MailContext) => ReactElement;
}): MailTemplate<Schema> {
  return {
    schema: template.schema,
    secrets: template.secrets ?? [],
    preview: template.preview,
    compose(given, context) {
      const props = template.schema.parse(given);
      return { subject: template.subject(props, context.language), body: template.body(props, context) };
    },
  };
}
