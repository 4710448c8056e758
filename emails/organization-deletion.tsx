import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Facts, MailLayout, Paragraph } from "./layout";

/** To every owner, when one of them asks for the organisation to be deleted. */
export const organizationDeletion = defineTemplate({
  schema: z.object({ name: z.string(), asker: z.string(), org: z.string(), until: z.iso.datetime(), url: z.url() }),
  preview: {
    name: "Mira Okafor",
    asker: "Jonas Lind",
    org: "Halden Freight",
    until: "2026-12-08T10:00:00.000Z",
    url: "https://counterpart.example/o/halden-freight/settings/general",
  },
  subject: ({ org }, { t }) => t("organizationDeletion.subject", { org }),
  body: ({ name, asker, org, until, url }, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout
        context={context}
        preview={t("organizationDeletion.preview")}
        heading={t("organizationDeletion.heading", { org })}
      >
        <Paragraph>{t("greeting", { name })}</Paragraph>
        <Paragraph>{t("organizationDeletion.text", { asker, org })}</Paragraph>
        <Facts rows={[{ label: t("organizationDeletion.until"), value: moment(until) }]} />
        <Action href={url} label={t("organizationDeletion.action")} otherwise={t("otherwise")} />
        <Aside>{t("organizationDeletion.aside")}</Aside>
      </MailLayout>
    );
  },
});
