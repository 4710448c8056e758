import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Aside, Facts, Greeting, MailLayout, Paragraph } from "./layout";

/** To both addresses, once it has happened. */
export const emailChanged = defineTemplate({
  schema: z.object({
    name: z.string().nullable(),
    before: z.string(),
    after: z.string(),
    at: z.iso.datetime(),
    /** Which of the two this copy goes to. */
    copy: z.enum(["before", "after"]),
  }),
  preview: {
    name: "Mira Okafor",
    before: "mira@halden.example",
    after: "mira.okafor@halden.example",
    at: "2026-11-20T14:32:00.000Z",
    copy: "before" as const,
  },
  subject: (_props, { t }) => t("emailChanged.subject"),
  body: (props, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout context={context} preview={t("emailChanged.preview")} heading={t("emailChanged.heading")}>
        <Greeting language={context.language} name={props.name} />
        <Paragraph>{t(props.copy === "before" ? "emailChanged.textBefore" : "emailChanged.textAfter")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.before"), value: props.before },
            { label: t("facts.after"), value: props.after },
            { label: t("facts.when"), value: moment(props.at) },
          ]}
        />
        <Aside>{t(props.copy === "before" ? "emailChanged.asideBefore" : "emailChanged.asideAfter")}</Aside>
      </MailLayout>
    );
  },
});
