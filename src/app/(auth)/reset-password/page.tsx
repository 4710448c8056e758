import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonVariants } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { ResetPasswordForm } from "~/features/accounts/components/reset-password-form";
import { requireOwnCredentials } from "../own-credentials";

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address of this page opens the account: it goes to nobody.
  return { title: t("resetTitle"), referrer: "no-referrer", robots: { index: false } };
}

export default async function ResetPasswordPage({ searchParams }: Props) {
  requireOwnCredentials();
  const [{ token }, t] = await Promise.all([searchParams, getTranslations("auth")]);
  const askAgain = (
    <Link href="/forgot-password" className={buttonVariants({ size: "sm" })}>
      {t("askAgain")}
    </Link>
  );
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-[-0.03em]">{t("resetTitle")}</h1>
      <p className="mt-1.5 mb-7 text-lg text-muted-foreground">{t("resetLead")}</p>
      {typeof token === "string" && /^[\w-]{43}$/.test(token) ? (
        <ResetPasswordForm token={token} askAgain={askAgain} />
      ) : (
        <Note tone="destructive" title={t("brokenTitle")} action={askAgain}>
          {t("broken")}
        </Note>
      )}
    </>
  );
}
