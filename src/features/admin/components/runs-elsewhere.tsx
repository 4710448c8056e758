import { ExternalLink, Workflow } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";

/** With an Inngest its own dashboard has the runs. */
export function RunsElsewhere({ dashboardUrl }: { dashboardUrl: string | null }) {
  const t = useTranslations("jobs.elsewhere");
  return (
    <Card>
      <EmptyState
        icon={Workflow}
        title={t("title")}
        action={
          dashboardUrl === null ? null : (
            <Button asChild variant="primary">
              <a href={dashboardUrl} target="_blank" rel="noreferrer">
                <ExternalLink aria-hidden />
                {t("open")}
              </a>
            </Button>
          )
        }
      >
        {t("text")}
      </EmptyState>
    </Card>
  );
}
