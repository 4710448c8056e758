import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { UserPage } from "~/features/admin/components/user-page";
import { UserInput } from "~/features/admin/users.schema";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("users") };
}

export default async function ConsoleUserPage({ params }: { params: Promise<{ userId: string }> }) {
  await getSuperadmin();
  const asked = UserInput.safeParse(await params);
  if (!asked.success) notFound();
  const { api, HydrateClient } = apiOf(null);
  await api.users.read.prefetch(asked.data);
  return (
    <HydrateClient>
      <UserPage userId={asked.data.userId} />
    </HydrateClient>
  );
}
