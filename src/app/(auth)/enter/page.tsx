import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { buttonVariants } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { MessagesProvider } from "~/i18n/messages-provider";
import { safePath } from "~/lib/safe-path";
import { arrive } from "../../arrival";
import { clerkSetup } from "../../clerk/browser-sign-in";
import { ClerkArrival } from "../../clerk/clerk-arrival";
import { ClerkProfileButton } from "../../clerk/clerk-profile-button";
import { ClerkSession } from "../../clerk/clerk-session";
import { SignOutButton } from "../../clerk/sign-out-button";

type Props = { searchParams: Promise<{ next?: string | string[]; again?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn") };
}

/** Where a sign-in arrives: on to where the person wanted to go, or why they cannot. */
export default async function EnterPage({ searchParams }: Props) {
  const { next, again } = await searchParams;
  const wanted = safePath(typeof next === "string" ? next : null);
  const query = wanted === null ? "" : `next=${encodeURIComponent(wanted)}`;
  const [arrival, setup, t] = await Promise.all([arrive(), clerkSetup(), getTranslations("clerk")]);
  if (arrival.kind === "in") redirect(wanted ?? arrival.firstPage);
  if (arrival.kind === "nobody" && setup === null) redirect(`/sign-in?${query}`);
  const isOfClerk = setup !== null;
  return (
    <MessagesProvider namespaces={["common", "errors", "auth", "clerk"]}>
      {arrival.kind === "nobody" && setup !== null ? (
        <>
          <h1 className="mb-5 font-semibold text-2xl tracking-[-0.03em]">{t("arriving")}</h1>
          <ClerkArrival
            setup={setup}
            again={`/enter?again=1&${query}`}
            signIn={`/sign-in?${query}`}
            isSecondTry={again !== undefined}
          />
        </>
      ) : (
        <>
          <h1 className="mb-5 font-semibold text-2xl tracking-[-0.03em]">{t("refusedTitle")}</h1>
          {arrival.kind === "refused" && arrival.code === "account_suspended" ? (
            <Note tone="warning" title={t("suspendedTitle")} action={<SignOutButton />}>
              {t("suspended", { reason: arrival.reason ?? "" })}
            </Note>
          ) : arrival.kind === "refused" && arrival.code === "sign_in_closed" ? (
            <Note tone="warning" title={t("closedTitle")} action={<SignOutButton />}>
              {t("closed")}
            </Note>
          ) : (
            <Note
              tone="warning"
              title={t("unverifiedTitle")}
              action={
                <>
                  {isOfClerk ? <ClerkProfileButton size="sm" /> : null}
                  <Link href={`/enter?${query}`} prefetch={false} className={buttonVariants({ size: "sm" })}>
                    {t("retry")}
                  </Link>
                  <SignOutButton />
                </>
              }
            >
              {isOfClerk ? t("unverifiedClerk") : t("unverifiedEmbedded")}
            </Note>
          )}
          <ClerkSession setup={setup} />
        </>
      )}
    </MessagesProvider>
  );
}
