import { randomUUID } from "node:crypto";
import type { OrgDb, Sql } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { plainSql } from "~/server/plain-sql";
import { subjectOf } from "../../../../emails/render";
import type { TemplateName } from "../../../../emails/template-names";
import { type PropsOf, templates } from "../../../../emails/templates";
import { mailQueued } from "../mail.events";
import { MailAddress } from "../mail.schema";

export type MailToSend<Name extends TemplateName> = {
  template: Name;
  props: PropsOf<Name>;
  to: string;
  /** The language of whoever reads it. */
  locale: "en" | "ru";
  /** Whose mail it is: it bears that organisation's brand. Null for mails about an account. */
  orgId: string | null;
  userId?: string;
  /** The same key is the same mail, for ever. */
  key: string;
  /** After this it is of no use to anybody (its link has expired), and is not sent any more. */
  useBefore?: Date;
};

/**
 * Writes a mail down and says so, in the caller's own transaction: it is sent if and only if that commits.
 * A key that was used before changes nothing and answers with that mail.
 * @throws ZodError where the address or the props do not fit.
 */
export async function sendMail<Name extends TemplateName>(
  db: OrgDb | Sql,
  mail: MailToSend<Name>,
): Promise<{ messageId: string }> {
  const sql = "$queryRaw" in db ? plainSql(db) : db;
  const { open, secrets } = divide(mail.template, mail.props);
  const { rows } = await sql.query<{ id: string; is_new: boolean }>(
    `SELECT id::text AS id, is_new FROM mail_enqueue($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9::text::jsonb, $10::text::jsonb, $11::text::timestamptz)`,
    [
      mail.orgId,
      mail.userId ?? null,
      randomUUID(),
      mail.key,
      mail.template,
      mail.locale,
      MailAddress.parse(mail.to),
      subjectOf(mail.template, mail.props, mail.locale),
      JSON.stringify(open),
      secrets === null ? null : JSON.stringify(secrets),
      mail.useBefore?.toISOString() ?? null,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("mail was not written");
  if (row.is_new) {
    await emitEvent(db, mailQueued, { messageId: row.id }, { orgId: mail.orgId, key: `mail/${row.id}` });
  }
  return { messageId: row.id };
}

/** What opens a door is kept apart: it is forgotten as soon as the mail is on its way. */
function divide(template: TemplateName, props: object): { open: object; secrets: object | null } {
  const names = templates[template].secrets;
  const entries = Object.entries(props);
  const secrets = entries.filter(([name]) => names.includes(name));
  return {
    open: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    secrets: secrets.length === 0 ? null : Object.fromEntries(secrets),
  };
}
