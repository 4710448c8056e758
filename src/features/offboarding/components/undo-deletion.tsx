"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

/** Keeps the organisation. The page is loaded anew: what it may do has changed everywhere on it. */
export function UndoDeletion() {
  const t = useTranslations("offboarding.deletion");
  const errorText = useErrorText();
  const undo = api.offboarding.undoDeletion.useMutation({
    onSuccess: () => window.location.reload(),
    onError: (error) => toast.failed(errorText(error)),
  });
  return (
    <Button size="sm" pending={undo.isPending || undo.isSuccess} onClick={() => undo.mutate()}>
      {t("undo")}
    </Button>
  );
}
