import { randomUUID } from "node:crypto";
import type { MailPort } from "~/adapters/mail/mail.port";
import { createMailbox } from "~/adapters/mail/mailbox";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { createTestDatabase, type TestDatabase } from "~/testing/database";
import { noModels } from "~/testing/no-models";
import { closeTestBackend, createTestBackend } from "~/testing/scope";
import { sendMail } from "../server/send-mail.service";

export type MailRow = {
  state: string;
  attempts: number;
  error: string | null;
  provider_id: string | null;
  secrets: unknown;
  next_attempt_at: Date;
  batch_key: string | null;
};

/** A backend with the given mail port on a database of its own, and what tests ask of both again and again. */
export async function createMailFixture(port: MailPort = createMailbox()) {
  const db: TestDatabase = await createTestDatabase();
  const base = createTestBackend(db.appUrl, { models: noModels, mail: port });
  /** The same application after its mail port was configured otherwise. */
  const withPort = (mail: MailPort): Backend => ({ ...base, ports: { ...base.ports, mail } });
  return {
    db,
    backend: base,
    withPort,
    /** Queues a mail with a link, to a new address where none is given. */
    queue: (wanted: { to?: string; key?: string; useBefore?: Date } = {}) => {
      const to = wanted.to ?? `${randomUUID()}@people.example`;
      return inPlatform(base.database, async (tx) => {
        const { messageId } = await sendMail(tx, {
          template: "reset-password",
          props: { name: "Mira", url: `http://localhost/reset-password?token=${randomUUID()}`, minutes: 60 },
          to,
          locale: "en",
          orgId: null,
          key: wanted.key ?? randomUUID(),
          ...(wanted.useBefore === undefined ? {} : { useBefore: wanted.useBefore }),
        });
        return { messageId, to };
      });
    },
    row: async (messageId: string): Promise<MailRow> => {
      const { rows } = await db.owner.query<MailRow>("SELECT * FROM mail_message WHERE id = $1", [messageId]);
      if (rows[0] === undefined) throw new Error("no such mail");
      return rows[0];
    },
    suppressed: async (): Promise<string[]> => {
      const { rows } = await db.owner.query<{ address: string }>("SELECT address FROM mail_suppression ORDER BY 1");
      return rows.map(({ address }) => address);
    },
    close: async () => {
      await closeTestBackend(base);
      await db.close();
    },
  };
}

export type MailFixture = Awaited<ReturnType<typeof createMailFixture>>;
