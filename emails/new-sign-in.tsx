import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Facts, Greeting, MailLayout, Paragraph } from "./layout";

export const newSignIn = defineTemplate({
  schema: z.object({
    name: z.string().nullable(),
    email: z.string(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    address: z.string().nullable(),
    at: z.iso.datetime(),
    forgotUrl: z.url(),
  }),
  preview: {
    name: "Mira Okafor",
    email: "mira@halden.example",
    browser: "Firefox",
    system: "macOS",
    address: "203.0.113.24",
    at: "2026-11-20T14:32:00.000Z",
    forgotUrl: "https://counterpart.example/forgot-password",
  },
  subject: (_props, { t }) => t("newSignIn.subject"),
  body: (props, context) => {
    const { t, moment } = context.language;
    const device = [props.browser, props.system].filter((part) => part !== null).join(", ");
    return (
      <MailLayout context={context} preview={t("newSignIn.preview")} heading={t("newSignIn.heading")}>
        <Greeting language={context.language} name={props.name} />
        <Paragraph>{t("newSignIn.text")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.account"), value: props.email },
            { label: t("facts.device"), value: device === "" ? t("facts.unknown") : device },
            { label: t("facts.address"), value: props.address ?? t("facts.unknown") },
            { label: t("facts.when"), value: moment(props.at) },
          ]}
        />
        <Paragraph>{t("newSignIn.notYou")}</Paragraph>
        <Action href={props.forgotUrl} label={t("newSignIn.action")} otherwise={t("otherwise")} />
      </MailLayout>
    );
  },
});
