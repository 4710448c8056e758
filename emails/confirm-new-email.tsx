import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Facts, Greeting, MailLayout, Paragraph } from "./layout";

/** To the new address: nothing changes before its link is used. */
export const confirmNewEmail = defineTemplate({
  schema: z.object({
    email: z.string(),
    newEmail: z.string(),
    url: z.url(),
    hours: z.number().int(),
  }),
  secrets: ["url"],
  preview: {
    email: "mira@halden.example",
    newEmail: "mira.okafor@halden.example",
    url: "https://counterpart.example/verify-email?token=Kq3vN8sXw2RtYz5bLmC7dFgH1jPa4eUoIi9Q0nVxBcE",
    hours: 24,
  },
  subject: (_props, { t }) => t("confirmNewEmail.subject"),
  body: (props, context) => {
    const { t } = context.language;
    return (
      <MailLayout context={context} preview={t("confirmNewEmail.preview")} heading={t("confirmNewEmail.heading")}>
        <Greeting language={context.language} name={null} />
        <Paragraph>{t("confirmNewEmail.text")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.before"), value: props.email },
            { label: t("facts.after"), value: props.newEmail },
          ]}
        />
        <Action href={props.url} label={t("confirmNewEmail.action")} otherwise={t("otherwise")} />
        <Aside>{t("confirmNewEmail.aside", { hours: props.hours })}</Aside>
      </MailLayout>
    );
  },
});
