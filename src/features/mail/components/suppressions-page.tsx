"use client";

import { MailX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RelativeTime } from "~/components/brand/date-time";
import { Page, PageHeader } from "~/components/layout/page";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { MailQuery } from "./mail-query";
import { MailTabs } from "./mail-tabs";

/** Addresses that no mail goes to, and the way to open one again. */
export function SuppressionsPage() {
  const t = useTranslations("mail");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const list = api.mail.suppressions.useQuery({});
  const [asked, setAsked] = useState<string | null>(null);
  const allow = api.mail.allowAgain.useMutation({
    onSuccess: (_done, { address }) => toast.done(t("suppressions.done", { address })),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.mail.invalidate(),
  });
  return (
    <Page>
      <PageHeader title={t("title")} description={t("suppressions.lead")} />
      <MailTabs />
      <Card aria-busy={list.isFetching}>
        <MailQuery query={list}>
          {(addresses) =>
            addresses.length === 0 ? (
              <EmptyState icon={MailX} title={t("suppressions.emptyTitle")}>
                {t("suppressions.empty")}
              </EmptyState>
            ) : (
              <ul aria-label={t("tabs.suppressions")}>
                {addresses.map(({ address, reason, detail, createdAt }) => (
                  <li
                    key={address}
                    className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0"
                  >
                    <span className="min-w-0 flex-1 basis-60">
                      <span className="block break-all font-medium text-sm">{address}</span>
                      {detail === null ? null : (
                        <span className="block break-words text-muted-foreground text-xs">{detail}</span>
                      )}
                    </span>
                    <Badge tone="warning">{t(`suppressions.${reason}`)}</Badge>
                    <RelativeTime date={createdAt} className="text-muted-foreground text-xs" />
                    <Button size="sm" onClick={() => setAsked(address)}>
                      {t("suppressions.act")}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </MailQuery>
      </Card>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => (open ? undefined : setAsked(null))}
        title={t("suppressions.ask", { address: asked ?? "" })}
        description={t("suppressions.askText")}
        act={t("suppressions.act")}
        onConfirm={() => allow.mutateAsync({ address: asked ?? "" })}
      />
    </Page>
  );
}
