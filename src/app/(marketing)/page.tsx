import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Rosette } from "~/components/brand/rosette";
import { PublicHeader } from "~/components/layout/public-header";
import { buttonVariants } from "~/components/ui/button";
import { SignUpForm } from "~/features/accounts/components/sign-up-form";
import { MessagesProvider } from "~/i18n/messages-provider";
import { backend } from "~/server/ports";
import { homeOfSignedIn } from "../home";
import { PolicyStrip } from "./policy-strip";
import { SamplePair } from "./sample-pair";

export async function generateMetadata(): Promise<Metadata> {
  const [t, common] = await Promise.all([getTranslations("landing"), getTranslations("common")]);
  return { title: { absolute: `${t("title")} · ${common("appName")}` } };
}

export default async function LandingPage() {
  const [t, auth, home] = await Promise.all([getTranslations("landing"), getTranslations("auth"), homeOfSignedIn()]);
  const isOfClerk = backend().ports.auth.browser !== null;
  return (
    <div className="relative mx-auto flex min-h-dvh w-full max-w-[1440px] flex-col overflow-hidden">
      <PublicHeader
        links={[{ href: "/charge-policy", label: t("chargePolicy") }]}
        action={
          home ? null : (
            <Link href="/sign-in" className={buttonVariants()}>
              {auth("signIn")}
            </Link>
          )
        }
      />
      <main className="relative flex flex-1 flex-col">
        <div className="relative grid flex-1 grid-cols-[minmax(0,1fr)] items-center gap-10 px-5 pt-6 pb-12 md:px-16 lg:grid-cols-[minmax(0,620px)_minmax(0,1fr)] lg:gap-0 lg:py-10">
          <Rosette className="top-1/2 right-[-150px] size-[1000px] -translate-y-1/2 opacity-[.38] max-lg:top-[-20px] max-lg:right-[-420px] max-lg:size-[700px] max-lg:translate-y-0 dark:opacity-30" />
          <div className="relative">
            <h1 className="text-balance font-semibold text-[40px] leading-[43px] tracking-[-0.042em] md:text-4xl md:leading-[62px]">
              {t("headline")}
            </h1>
            <p className="mt-[18px] mb-[30px] max-w-[500px] text-[17px] text-muted-foreground leading-[27px]">
              {t("lead")}
            </p>
            {home ? (
              <Link href={home} className={buttonVariants({ variant: "primary", size: "xl" })}>
                {t("openApp")}
              </Link>
            ) : isOfClerk ? (
              <Link href="/sign-up" className={buttonVariants({ variant: "primary", size: "xl" })}>
                {auth("createAccount")}
              </Link>
            ) : (
              <div className="max-w-[456px]">
                <MessagesProvider namespaces={["common", "errors", "auth"]}>
                  <SignUpForm
                    wide
                    next={null}
                    signInLink={
                      <Link href="/sign-in" className={buttonVariants({ size: "sm" })}>
                        {auth("signIn")}
                      </Link>
                    }
                    footnote={auth.rich("agree", {
                      link: (text) => (
                        <Link href="/charge-policy" className="underline underline-offset-2">
                          {text}
                        </Link>
                      ),
                    })}
                  />
                </MessagesProvider>
              </div>
            )}
          </div>
          <SamplePair />
        </div>
        <PolicyStrip />
      </main>
    </div>
  );
}
