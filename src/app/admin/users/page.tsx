import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { UsersPage } from "~/features/admin/components/users-page";
import { usersInput, usersSearchParams } from "~/features/admin/users-search-params";
import { OnboardingFunnel } from "~/features/onboarding/components/onboarding-funnel";
import { MessagesProvider } from "~/i18n/messages-provider";
import { apiOf } from "~/trpc/server";
import { getSuperadmin } from "../../viewer";

const loadSearch = createLoader(usersSearchParams);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.nav");
  return { title: t("users") };
}

export default async function ConsoleUsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await getSuperadmin();
  const { api, HydrateClient } = apiOf(null);
  await Promise.all([
    api.users.list.prefetch(usersInput(await loadSearch(searchParams))),
    api.onboarding.funnel.prefetch(),
  ]);
  return (
    <HydrateClient>
      <UsersPage>
        <MessagesProvider namespaces={["errors", "onboarding"]}>
          <OnboardingFunnel />
        </MessagesProvider>
      </UsersPage>
    </HydrateClient>
  );
}
