import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { PublicHeader } from "~/components/layout/public-header";
import { MailboxPage } from "~/features/mail/components/mailbox-page";
import { ListMailsInput, MailInput } from "~/features/mail/mail.schema";
import { mailSearchParams, mailsInput } from "~/features/mail/mail-search-params";
import { listMails } from "~/features/mail/server/list-mails.service";
import { readMail } from "~/features/mail/server/read-mail.service";
import { MessagesProvider } from "~/i18n/messages-provider";
import { inPlatform } from "~/server/db";
import { openMailbox } from "./mailbox-door";

const loadSearch = createLoader(mailSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail.mailbox");
  return { title: t("title"), referrer: "no-referrer", robots: { index: false } };
}

export default async function DevelopmentMailboxPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const backend = await openMailbox();
  const search = await loadSearch(searchParams);
  const chosen = MailInput.safeParse({ messageId: (await searchParams).message });
  const { page, mail } = await inPlatform(backend.database, async (db) => ({
    page: await listMails(db, ListMailsInput.parse(mailsInput(search))),
    mail: chosen.success ? await readMail(backend, db, chosen.data.messageId).catch(() => null) : null,
  }));
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader />
      <MessagesProvider namespaces={["common", "errors", "mail"]}>
        <MailboxPage mails={page.mails} next={page.next} mail={mail} search={search} />
      </MessagesProvider>
    </div>
  );
}
