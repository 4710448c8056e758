"use client";

import { Armchair, Ban, EllipsisVertical, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { OrgAccount } from "./org-page";
import { ReasonDialog } from "./reason-dialog";
import { SeatsDialog } from "./seats-dialog";

/** What is seldom done to an organisation: its seats, and to stop its spending or let it go on. */
export function OrgActs({ org }: { org: OrgAccount }) {
  const t = useTranslations("admin.orgActs");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [asked, setAsked] = useState<"seats" | "suspend" | "lift" | null>(null);
  const close = () => setAsked(null);
  const onError = (error: unknown) => toast.failed(errorText(error));
  const onSuccess = (text: string) => {
    toast.done(text);
    close();
    return utils.admin.invalidate();
  };
  const suspend = api.admin.suspendOrg.useMutation({
    onSuccess: () => onSuccess(t("suspended", { name: org.name })),
    onError,
  });
  const lift = api.admin.liftOrg.useMutation({ onSuccess: () => onSuccess(t("lifted", { name: org.name })), onError });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label={t("more")}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setAsked("seats")}>
            <Armchair aria-hidden />
            {t("seats")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsked(org.suspendedAt === null ? "suspend" : "lift")}>
            {org.suspendedAt === null ? <Ban aria-hidden /> : <RotateCcw aria-hidden />}
            {t(org.suspendedAt === null ? "suspend" : "lift")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {asked === "seats" ? <SeatsDialog org={org} onClose={close} /> : null}
      {asked === "suspend" ? (
        <ReasonDialog
          title={t("suspendTitle", { name: org.name })}
          lead={t("suspendText")}
          hint={t("suspendHint")}
          act={t("suspend")}
          tone="destructive"
          pending={suspend.isPending}
          onDone={(reason) => suspend.mutate({ orgId: org.id, reason })}
          onClose={close}
        />
      ) : null}
      <AlertDialog
        open={asked === "lift"}
        onOpenChange={(open) => (open ? undefined : close())}
        title={t("liftTitle", { name: org.name })}
        description={t(org.deleteAfter === null ? "liftText" : "liftDeletingText")}
        act={t("lift")}
        tone="primary"
        onConfirm={() => lift.mutateAsync({ orgId: org.id })}
      />
    </>
  );
}
