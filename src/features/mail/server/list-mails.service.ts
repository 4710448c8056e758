import type { OrgDb } from "~/server/db";
import type { ListMailsInput } from "../mail.schema";
import { findMails, type MailLine } from "./mails.repository";

/** `next` is the cursor of the next page; null on the last. */
export type MailPage = { mails: MailLine[]; next: { at: string; id: string } | null };

export async function listMails(db: OrgDb, input: ListMailsInput): Promise<MailPage> {
  const rows = await findMails(db, input);
  const mails = rows.slice(0, input.limit);
  const last = mails.at(-1);
  const next = rows.length > input.limit && last ? { at: last.createdAt.toISOString(), id: last.id } : null;
  return { mails, next };
}
