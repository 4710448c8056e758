import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { MailsPage } from "~/features/mail/components/mails-page";
import { mailSearchParams, mailsInput } from "~/features/mail/mail-search-params";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

const loadSearch = createLoader(mailSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail");
  return { title: t("title") };
}

export default async function ConsoleMailsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await api.mail.list.prefetch(mailsInput(await loadSearch(searchParams)));
  return (
    <HydrateClient>
      <MailsPage />
    </HydrateClient>
  );
}
