import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Facts, Greeting, MailLayout, Paragraph } from "./layout";

export const passwordChanged = defineTemplate({
  schema: z.object({ name: z.string().nullable(), email: z.string(), at: z.iso.datetime(), forgotUrl: z.url() }),
  preview: {
    name: "Mira Okafor",
    email: "mira@halden.example",
    at: "2026-11-20T14:32:00.000Z",
    forgotUrl: "https://counterpart.example/forgot-password",
  },
  subject: (_props, { t }) => t("passwordChanged.subject"),
  body: (props, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout context={context} preview={t("passwordChanged.preview")} heading={t("passwordChanged.heading")}>
        <Greeting language={context.language} name={props.name} />
        <Paragraph>{t("passwordChanged.text")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.account"), value: props.email },
            { label: t("facts.when"), value: moment(props.at) },
          ]}
        />
        <Paragraph>{t("passwordChanged.notYou")}</Paragraph>
        <Action href={props.forgotUrl} label={t("passwordChanged.action")} otherwise={t("otherwise")} />
      </MailLayout>
    );
  },
});
