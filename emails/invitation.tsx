import { Text } from "react-email";
import { z } from "zod";
import { defineTemplate } from "./define-template";
import { Action, Aside, Facts, MailLayout, Paragraph } from "./layout";
import { colors } from "./theme";

export const invitation = defineTemplate({
  schema: z.object({
    inviter: z.string(),
    org: z.string(),
    role: z.enum(["owner", "admin", "member", "viewer"]),
    note: z.string().nullable(),
    until: z.iso.datetime(),
    url: z.url(),
  }),
  secrets: ["url"],
  preview: {
    inviter: "Mira Okafor",
    org: "Halden Freight",
    role: "member",
    note: "Counterpart, 9:00?\n+47 22 33 44 55",
    until: "2026-11-27T09:40:00.000Z",
    url: "https://counterpart.example/invite/Kq3vN8sXw2RtYz5bLmC7dFgH1jPa4eUoIi9Q0nVxBcE",
  },
  subject: ({ inviter, org }, { t }) => t("invitation.subject", { inviter, org }),
  body: ({ inviter, org, role, note, until, url }, context) => {
    const { t, moment } = context.language;
    return (
      <MailLayout
        context={context}
        preview={t("invitation.preview", { until: moment(until) })}
        heading={t("invitation.heading", { org })}
      >
        <Paragraph>{t("invitation.text", { inviter, org })}</Paragraph>
        {note === null ? null : <Note label={t("invitation.note", { inviter })}>{note}</Note>}
        <Facts
          rows={[
            { label: t("invitation.role"), value: t(`invitation.roles.${role}`) },
            { label: t("invitation.until"), value: moment(until) },
          ]}
        />
        <Action href={url} label={t("invitation.action")} otherwise={t("otherwise")} />
        <Aside>{t("invitation.aside", { inviter })}</Aside>
      </MailLayout>
    );
  },
});

/** Somebody's own words, as plain text: an address in them becomes no link of ours. */
function Note({ label, children }: { label: string; children: string }) {
  const style = { fontSize: "15px", lineHeight: "24px", margin: 0 } as const;
  return (
    <>
      <Text style={{ ...style, color: colors.quiet }}>{label}</Text>
      <Text
        style={{
          ...style,
          color: colors.ink,
          margin: "0 0 16px",
          whiteSpace: "pre-wrap",
          overflowWrap: "anywhere",
          borderLeft: `2px solid ${colors.line}`,
          paddingLeft: "12px",
        }}
      >
        {children}
      </Text>
    </>
  );
}
