import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonVariants } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { ConfirmEmailForm } from "~/features/accounts/components/confirm-email-form";
import { safePath } from "~/lib/safe-path";
import { homeOfSignedIn } from "../../home";
import { requireOwnCredentials } from "../own-credentials";

type Props = { searchParams: Promise<{ token?: string | string[]; next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("verifyTitle"), referrer: "no-referrer", robots: { index: false } };
}

export default async function VerifyEmailPage({ searchParams }: Props) {
  requireOwnCredentials();
  const [{ token, next }, t, home] = await Promise.all([searchParams, getTranslations("auth"), homeOfSignedIn()]);
  const wanted = safePath(typeof next === "string" ? next : null);
  const query = wanted === null ? "" : `&next=${encodeURIComponent(wanted)}`;
  const here = `/verify-email?token=${token}${query}`;
  const goOn = (
    <Link href={home === null ? "/sign-in" : (wanted ?? home)} className={buttonVariants({ size: "sm" })}>
      {home === null ? t("signIn") : t("goOn")}
    </Link>
  );
  const isWhole = typeof token === "string" && /^[\w-]{43}$/.test(token);
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-[-0.03em]">{t("verifyTitle")}</h1>
      <p className="mt-1.5 mb-7 text-lg text-muted-foreground">
        {isWhole && home === null ? t("verifySignedOutLead") : t("verifyLead")}
      </p>
      {!isWhole ? (
        <Note tone="destructive" title={t("brokenTitle")} action={goOn}>
          {t("brokenVerify")}
        </Note>
      ) : home === null ? (
        <Link
          href={`/sign-in?next=${encodeURIComponent(here)}`}
          className={buttonVariants({ variant: "primary", size: "xl", className: "w-full" })}
        >
          {t("signIn")}
        </Link>
      ) : (
        <ConfirmEmailForm token={token} goOn={goOn} here={here} />
      )}
    </>
  );
}
