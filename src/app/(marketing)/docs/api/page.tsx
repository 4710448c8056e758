import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PublicHeader } from "~/components/layout/public-header";
import { buttonVariants } from "~/components/ui/button";
import { Snippet } from "~/components/ui/snippet";
import { clientSnippet, curlSnippet } from "~/features/keys/snippets";
import { ApiReference } from "~/features/public-api/components/api-reference";
import { v1Path } from "~/features/public-api/v1-routes";
import { MessagesProvider } from "~/i18n/messages-provider";
import { backend } from "~/server/ports";
import { homeOfSignedIn } from "../../../home";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys.reference");
  return { title: t("title"), description: t("lead") };
}

/** The public API as its document describes it, for people. */
export default async function ApiDocumentationPage() {
  const [t, keys, home] = await Promise.all([
    getTranslations("keys.reference"),
    getTranslations("keys.secret"),
    homeOfSignedIn(),
  ]);
  const { appUrl, apiRequestsPerMinute } = backend().settings;
  const baseUrl = `${appUrl}${v1Path}`;
  const secret = "osk_...";
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader
        action={
          <Link href={home ?? "/sign-in"} className={buttonVariants()}>
            {t(home ? "openApp" : "signIn")}
          </Link>
        }
      />
      <main className="mx-auto flex w-full max-w-[860px] flex-1 flex-col gap-9 px-5 pt-8 pb-20">
        <div>
          <h1 className="font-semibold text-3xl tracking-[-0.035em] max-md:text-2xl">{t("title")}</h1>
          <p className="mt-3 text-lg text-muted-foreground">{t("lead")}</p>
        </div>
        <MessagesProvider namespaces={["common"]}>
          <section className="flex min-w-0 flex-col gap-3">
            <h2 className="font-semibold text-lg tracking-[-0.01em]">{t("start")}</h2>
            <Snippet title={t("baseUrl")} code={baseUrl} />
            <Snippet title={keys("client")} code={clientSnippet(baseUrl, secret)} />
            <Snippet title={keys("curl")} code={curlSnippet(baseUrl, secret)} />
          </section>
        </MessagesProvider>
        <Part title={t("authTitle")}>{t("auth")}</Part>
        <Part title={t("limitsTitle")}>{t("limits", { count: apiRequestsPerMinute })}</Part>
        <Part title={t("chargeTitle")}>{t("charge")}</Part>
        <Part title={t("errorsTitle")}>{t("errors")}</Part>
        <ApiReference />
        <p>
          <a href={`${v1Path}/openapi.json`} className="underline underline-offset-2">
            {t("document")}
          </a>
        </p>
      </main>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="font-semibold text-lg tracking-[-0.01em]">{title}</h2>
      <p className="mt-1.5 text-base text-muted-foreground">{children}</p>
    </section>
  );
}
