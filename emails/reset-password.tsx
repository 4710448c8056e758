import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Greeting, MailLayout, Paragraph } from "./layout";

export const resetPassword = defineTemplate({
  schema: z.object({ name: z.string().nullable(), url: z.url(), minutes: z.number().int() }),
  secrets: ["url"],
  preview: {
    name: "Mira Okafor",
    url: "https://counterpart.example/reset-password?token=Kq3vN8sXw2RtYz5bLmC7dFgH1jPa4eUoIi9Q0nVxBcE",
    minutes: 60,
  },
  subject: (_props, { t }) => t("resetPassword.subject"),
  body: (props, context) => {
    const { t } = context.language;
    return (
      <MailLayout context={context} preview={t("resetPassword.preview")} heading={t("resetPassword.heading")}>
        <Greeting language={context.language} name={props.name} />
        <Paragraph>{t("resetPassword.text")}</Paragraph>
        <Action href={props.url} label={t("resetPassword.action")} otherwise={t("otherwise")} />
        <Aside>{t("resetPassword.aside", { minutes: props.minutes })}</Aside>
      </MailLayout>
    );
  },
});
