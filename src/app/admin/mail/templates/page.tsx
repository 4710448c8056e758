import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TemplatesPage } from "~/features/mail/components/templates-page";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail.tabs");
  return { title: t("templates") };
}

export default async function ConsoleMailTemplatesPage() {
  await getSuperadmin();
  return <TemplatesPage />;
}
