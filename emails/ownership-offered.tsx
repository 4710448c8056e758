import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Facts, MailLayout, Paragraph } from "./layout";

/** To the member who may become owner. The link opens a page; only a signed-in press accepts. */
export const ownershipOffered = defineTemplate({
  schema: z.object({ name: z.string(), giver: z.string(), org: z.string(), url: z.url(), until: z.iso.datetime() }),
  preview: {
    name: "Jonas Lind",
    giver: "Mira Okafor",
    org: "Halden Freight",
    url: "https://counterpart.example/o/halden-freight/settings/members",
    until: "2026-12-08T10:00:00.000Z",
  },
  subject: ({ org }, { t }) => t("ownershipOffered.subject", { org }),
  body: ({ name, giver, org, url, until }, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout
        context={context}
        preview={t("ownershipOffered.preview")}
        heading={t("ownershipOffered.heading", { org })}
      >
        <Paragraph>{t("greeting", { name })}</Paragraph>
        <Paragraph>{t("ownershipOffered.text", { giver, org })}</Paragraph>
        <Facts rows={[{ label: t("ownershipOffered.until"), value: moment(until) }]} />
        <Action href={url} label={t("ownershipOffered.action")} otherwise={t("otherwise")} />
        <Aside>{t("ownershipOffered.aside", { giver })}</Aside>
      </MailLayout>
    );
  },
});
