import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SplitCoin } from "~/components/brand/split-coin";
import { buttonVariants } from "~/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: t("notFound.title") };
}

export default async function NotFound() {
  const t = await getTranslations("errors");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-130 flex-col items-start justify-center px-5 py-16">
      <SplitCoin size="lg" className="mb-5" />
      <h1 className="font-semibold text-xl tracking-[-0.015em]">{t("notFound.title")}</h1>
      <p className="mt-1 text-base text-muted-foreground">{t("notFound.body")}</p>
      <Link href="/" className={buttonVariants({ variant: "primary", className: "mt-5" })}>
        {t("notFound.home")}
      </Link>
    </main>
  );
}
