import { ListChecks } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonVariants } from "~/components/ui/button";
import type { Standing } from "../onboarding.schema";
import { countDone, onboardingPath, steps } from "../onboarding-steps";
import { DismissReminder } from "./dismiss-reminder";

/** One thin line above every page of whoever has begun the first steps, or never saw them, and did not put them away. */
export async function StartedReminder({ standing }: { standing: Standing }) {
  if (standing.isFinished || standing.isSetAside) return null;
  const t = await getTranslations("onboarding.reminder");
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-muted px-4 py-1.5 text-muted-foreground text-xs md:px-8">
      <ListChecks aria-hidden className="size-3.5 shrink-0" />
      <p className="min-w-0 flex-1 basis-40">{t("text", { done: countDone(standing.steps), count: steps.length })}</p>
      <span className="ml-auto flex flex-wrap gap-1">
        <DismissReminder words={{ dismiss: t("dismiss"), failed: t("failed") }} />
        <Link href={onboardingPath} prefetch={false} className={buttonVariants({ size: "sm" })}>
          {t("open")}
        </Link>
      </span>
    </div>
  );
}
