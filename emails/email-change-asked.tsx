import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Facts, Greeting, MailLayout, Paragraph } from "./layout";

/** To the address that is still valid, while there is time to object. */
export const emailChangeAsked = defineTemplate({
  schema: z.object({ name: z.string().nullable(), newEmail: z.string(), at: z.iso.datetime(), forgotUrl: z.url() }),
  preview: {
    name: "Mira Okafor",
    newEmail: "mira.okafor@halden.example",
    at: "2026-11-20T14:32:00.000Z",
    forgotUrl: "https://counterpart.example/forgot-password",
  },
  subject: (_props, { t }) => t("emailChangeAsked.subject"),
  body: (props, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout context={context} preview={t("emailChangeAsked.preview")} heading={t("emailChangeAsked.heading")}>
        <Greeting language={context.language} name={props.name} />
        <Paragraph>{t("emailChangeAsked.text")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.after"), value: props.newEmail },
            { label: t("facts.when"), value: moment(props.at) },
          ]}
        />
        <Paragraph>{t("emailChangeAsked.notYou")}</Paragraph>
        <Action href={props.forgotUrl} label={t("emailChangeAsked.action")} otherwise={t("otherwise")} />
      </MailLayout>
    );
  },
});
