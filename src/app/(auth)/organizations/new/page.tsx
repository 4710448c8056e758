import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NewOrganizationForm } from "~/features/organizations/components/new-organization-form";
import { homeOf } from "~/features/organizations/server/list-organizations.service";
import { MessagesProvider } from "~/i18n/messages-provider";
import { TRPCReactProvider } from "~/trpc/react";
import { getSignedIn } from "../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organization.create");
  return { title: t("title") };
}

/** One more organisation; also where somebody lands who belongs to none. */
export default async function NewOrganizationPage() {
  const person = await getSignedIn();
  if (person === null) return redirect(`/sign-in?next=${encodeURIComponent("/organizations/new")}`);
  const [t, home] = await Promise.all([getTranslations("organization.create"), homeOf(person)]);
  return (
    <TRPCReactProvider org={null}>
      <MessagesProvider namespaces={["common", "errors", "organization"]}>
        <h1 className="font-semibold text-2xl tracking-[-0.03em]">{t("title")}</h1>
        <p className="mt-1.5 mb-7 text-lg text-muted-foreground">{t("lead")}</p>
        <NewOrganizationForm />
        {home.startsWith("/o/") ? (
          <p className="mt-5 text-base">
            <Link href={home} className="text-muted-foreground underline underline-offset-4">
              {t("back")}
            </Link>
          </p>
        ) : null}
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
