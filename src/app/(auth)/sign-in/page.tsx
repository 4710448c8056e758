import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "~/features/accounts/components/sign-in-form";
import { clerkSetup } from "../../clerk/browser-sign-in";
import { ClerkPage } from "../clerk-page";
import { redirectSignedIn } from "../redirect-signed-in";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const wanted = typeof next === "string" ? next : null;
  await redirectSignedIn(wanted);
  const setup = await clerkSetup();
  if (setup !== null) return <ClerkPage setup={setup} door="sign-in" wanted={wanted} />;
  const t = await getTranslations("auth");
  const query = wanted ? `?next=${encodeURIComponent(wanted)}` : "";
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-[-0.03em]">{t("signInTitle")}</h1>
      <p className="mt-1.5 mb-7 text-lg text-muted-foreground">{t("signInLead")}</p>
      <SignInForm next={wanted} />
      <p className="mt-5 text-base">
        <Link href="/forgot-password" className="text-muted-foreground underline underline-offset-4">
          {t("forgot")}
        </Link>
      </p>
      <p className="mt-2 text-base text-muted-foreground">
        {t.rich("noAccount", {
          link: (text) => (
            <Link href={`/sign-up${query}`} className="font-medium text-foreground underline underline-offset-4">
              {text}
            </Link>
          ),
        })}
      </p>
    </>
  );
}
