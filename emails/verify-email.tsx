import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Greeting, MailLayout, Paragraph } from "./layout";

export const verifyEmail = defineTemplate({
  schema: z.object({ email: z.string(), url: z.url(), hours: z.number().int() }),
  secrets: ["url"],
  preview: {
    email: "mira@halden.example",
    url: "https://counterpart.example/verify-email?token=Kq3vN8sXw2RtYz5bLmC7dFgH1jPa4eUoIi9Q0nVxBcE",
    hours: 48,
  },
  subject: (_props, { t }) => t("verifyEmail.subject"),
  body: (props, context) => {
    const { t } = context.language;
    return (
      <MailLayout context={context} preview={t("verifyEmail.preview")} heading={t("verifyEmail.heading")}>
        <Greeting language={context.language} name={null} />
        <Paragraph>{t("verifyEmail.text", { email: props.email })}</Paragraph>
        <Action href={props.url} label={t("verifyEmail.action")} otherwise={t("otherwise")} />
        <Aside>{t("verifyEmail.aside", { hours: props.hours })}</Aside>
      </MailLayout>
    );
  },
});
