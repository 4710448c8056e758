import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MailPage } from "~/features/mail/components/mail-page";
import { MailInput } from "~/features/mail/mail.schema";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail");
  return { title: t("title") };
}

export default async function ConsoleMailPage({ params }: { params: Promise<{ messageId: string }> }) {
  await getSuperadmin();
  const input = MailInput.safeParse(await params);
  if (!input.success) notFound();
  const { api, HydrateClient } = apiOf(null);
  await api.mail.read.prefetch(input.data);
  return (
    <HydrateClient>
      <MailPage messageId={input.data.messageId} />
    </HydrateClient>
  );
}
