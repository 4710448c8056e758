import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TornReceipt } from "~/components/brand/torn-receipt";
import { PublicHeader } from "~/components/layout/public-header";
import { buttonVariants } from "~/components/ui/button";
import { homeOfSignedIn } from "../../home";
import { SampleReceipt } from "../sample-receipt";

const cases = [
  "nothing",
  "stop",
  "leave",
  "cut",
  "late",
  "step",
  "refused",
  "unpriced",
  "twice",
  "over",
  "changed",
  "files",
  "filesAgain",
  "recording",
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("landing.chargePolicyPage");
  return { title: t("title"), description: t("lead") };
}

export default async function ChargePolicyPage() {
  const [t, landing, auth, home] = await Promise.all([
    getTranslations("landing.chargePolicyPage"),
    getTranslations("landing"),
    getTranslations("auth"),
    homeOfSignedIn(),
  ]);
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader
        action={
          <Link href={home ?? "/sign-in"} className={buttonVariants()}>
            {home ? landing("openApp") : auth("signIn")}
          </Link>
        }
      />
      <main className="mx-auto grid w-full max-w-[1440px] flex-1 items-start gap-x-16 gap-y-10 px-5 pt-8 pb-20 md:px-16 lg:grid-cols-[minmax(0,680px)_minmax(0,384px)]">
        <div className="flex flex-col gap-9">
          <div>
            <h1 className="font-semibold text-3xl tracking-[-0.035em] max-md:text-2xl">{t("title")}</h1>
            <p className="mt-3 text-lg text-muted-foreground">{t("lead")}</p>
          </div>
          <Part title={t("formulaTitle")}>{t("formula")}</Part>
          <Part title={t("beforeTitle")}>{t("before")}</Part>
          <section>
            <h2 className="mb-3 font-semibold text-lg tracking-[-0.01em]">{t("casesTitle")}</h2>
            <dl className="rounded-lg border bg-card">
              {cases.map((name) => (
                <div
                  key={name}
                  className="grid gap-x-6 gap-y-0.5 border-b px-4 py-3 text-base last:border-b-0 sm:grid-cols-2"
                >
                  <dt className="text-muted-foreground">{t(`cases.${name}`)}</dt>
                  <dd className="font-medium">{t(`cases.${name}Pay`)}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Part title={t("countsTitle")}>{t("counts")}</Part>
          <Part title={t("orderTitle")}>{t("order")}</Part>
        </div>
        <aside className="flex flex-col gap-4 lg:sticky lg:top-8 lg:pt-3">
          <h2 className="font-semibold text-lg tracking-[-0.01em]">{t("exampleTitle")}</h2>
          <TornReceipt className="w-full max-w-96" paperClassName="rounded-t-[10px] px-6 pt-[22px] pb-4">
            <SampleReceipt />
          </TornReceipt>
          <p className="mt-1 max-w-96 text-muted-foreground text-sm">{t("exampleNote")}</p>
        </aside>
      </main>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{title}</h2>
      <p className="mt-1.5 text-lg text-muted-foreground">{children}</p>
    </section>
  );
}
