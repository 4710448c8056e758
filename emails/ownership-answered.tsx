import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, MailLayout, Paragraph } from "./layout";

/** To the owner who offered the organisation. */
export const ownershipAnswered = defineTemplate({
  schema: z.object({
    name: z.string(),
    receiver: z.string(),
    org: z.string(),
    answer: z.enum(["accepted", "declined"]),
    url: z.url(),
  }),
  preview: {
    name: "Mira Okafor",
    receiver: "Jonas Lind",
    org: "Halden Freight",
    answer: "accepted",
    url: "https://counterpart.example/o/halden-freight/settings/members",
  },
  subject: ({ receiver, org, answer }, { t }) => t(`ownershipAnswered.${answer}.subject`, { receiver, org }),
  body: ({ name, receiver, org, answer, url }, context) => {
    const { t } = context.language;
    return (
      <MailLayout
        context={context}
        preview={t(`ownershipAnswered.${answer}.preview`)}
        heading={t(`ownershipAnswered.${answer}.subject`, { receiver, org })}
      >
        <Paragraph>{t("greeting", { name })}</Paragraph>
        <Paragraph>{t(`ownershipAnswered.${answer}.text`, { receiver, org })}</Paragraph>
        <Action href={url} label={t("ownershipAnswered.action")} otherwise={t("otherwise")} />
      </MailLayout>
    );
  },
});
