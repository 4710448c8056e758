import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForgotPasswordForm } from "~/features/accounts/components/forgot-password-form";
import { requireOwnCredentials } from "../own-credentials";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("forgotTitle") };
}

export default async function ForgotPasswordPage() {
  requireOwnCredentials();
  const t = await getTranslations("auth");
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-[-0.03em]">{t("forgotTitle")}</h1>
      <p className="mt-1.5 mb-7 text-lg text-muted-foreground">{t("forgotLead")}</p>
      <ForgotPasswordForm />
      <p className="mt-5 text-base text-muted-foreground">
        <Link href="/sign-in" className="font-medium text-foreground underline underline-offset-4">
          {t("backToSignIn")}
        </Link>
      </p>
    </>
  );
}
