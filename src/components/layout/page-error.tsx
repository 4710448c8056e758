"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { Button } from "~/components/ui/button";
import { readClientError } from "~/lib/client-error";
import { cn } from "~/lib/cn";

/** A page that failed to render: what failed, that nothing was charged, retry, the id to quote. */
export function PageError(props: { error: Error & { digest?: string }; reset: () => void; className?: string }) {
  const t = useTranslations("errors");
  const common = useTranslations("common");
  const router = useRouter();
  const id = readClientError(props.error).requestId ?? props.error.digest;

  function retry(): void {
    // Fetches the page again as well; reset alone would show the same failure.
    startTransition(() => {
      router.refresh();
      props.reset();
    });
  }

  return (
    <section
      role="alert"
      className={cn(
        "mx-auto flex w-full max-w-130 flex-1 flex-col items-start justify-center px-5 py-16",
        props.className,
      )}
    >
      <h1 className="font-semibold text-xl tracking-[-0.015em]">{t("page.title")}</h1>
      <p className="mt-1 text-base text-muted-foreground">{t("page.body")}</p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button variant="primary" onClick={retry}>
          <RotateCcw aria-hidden className="size-3.5" />
          {common("retry")}
        </Button>
        <Button asChild>
          <Link href="/">{t("page.home")}</Link>
        </Button>
      </div>
      {id ? (
        <p className="mt-4 select-all font-mono text-muted-foreground text-xs">{common("requestId", { id })}</p>
      ) : null}
    </section>
  );
}
