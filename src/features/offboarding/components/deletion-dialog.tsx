"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { deletionDays } from "../deletion-days";

/** Says what goes and when, and asks for the name. */
export function DeletionDialog({ orgName, onClose }: { orgName: string; onClose: () => void }) {
  const t = useTranslations("offboarding.deletion");
  const errorText = useErrorText();
  const belongings = api.offboarding.belongings.useQuery();
  const ask = api.offboarding.askDeletion.useMutation({
    // A full load: the balance, the banner and every open list say what is so now.
    onSuccess: () => window.location.reload(),
    onError: (error) => toast.failed(errorText(error)),
  });
  const name = orgName.trim();
  const kinds = ["members", "conversations", "files", "keys"] as const;
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={t("title", { org: orgName })}
      description={t("text", { days: deletionDays })}
      note={t("note")}
      act={t("confirm")}
      confirmText={{ label: t("typeName", { name }), expected: name }}
      onConfirm={() => ask.mutateAsync({ name })}
    >
      <div className="text-sm">
        <p className="font-medium">{t("goes")}</p>
        <ul className="mt-1 list-disc pl-5 text-muted-foreground">
          {kinds.map((kind) => (
            <li key={kind}>
              {belongings.data === undefined ? t(`all.${kind}`) : t(`counts.${kind}`, { count: belongings.data[kind] })}
            </li>
          ))}
        </ul>
        <p className="mt-2 text-muted-foreground">{t("stays")}</p>
      </div>
    </AlertDialog>
  );
}
