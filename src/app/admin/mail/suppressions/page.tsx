import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SuppressionsPage } from "~/features/mail/components/suppressions-page";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail.tabs");
  return { title: t("suppressions") };
}

export default async function ConsoleMailSuppressionsPage() {
  await getSuperadmin();
  return <SuppressionsPage />;
}
