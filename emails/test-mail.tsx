import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Facts, MailLayout, Paragraph } from "./layout";

/** What the console sends to show that mails arrive. */
export const testMail = defineTemplate({
  schema: z.object({ host: z.string(), at: z.iso.datetime() }),
  preview: { host: "counterpart.example", at: "2026-11-20T14:32:00.000Z" },
  subject: (props, { t }) => t("testMail.subject", { host: props.host }),
  body: (props, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout context={context} preview={t("testMail.text")} heading={t("testMail.heading")}>
        <Paragraph>{t("testMail.text")}</Paragraph>
        <Facts
          rows={[
            { label: t("facts.installation"), value: props.host },
            { label: t("facts.when"), value: moment(props.at) },
          ]}
        />
      </MailLayout>
    );
  },
});
