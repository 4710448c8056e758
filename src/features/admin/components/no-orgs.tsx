"use client";

import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";

export function NoOrgs(props: { search: string; isNarrowed: boolean; onClear: () => void }) {
  const { search, isNarrowed, onClear } = props;
  const t = useTranslations("admin.orgs");
  if (search.trim() === "" && isNarrowed) {
    return (
      <EmptyState icon={Building2} title={t("noneOfKind")} action={<Button onClick={onClear}>{t("showAll")}</Button>} />
    );
  }
  if (search.trim() === "") {
    return (
      <EmptyState icon={Building2} title={t("emptyTitle")}>
        {t("empty")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Building2}
      title={t("noneTitle", { search })}
      action={<Button onClick={onClear}>{t("clear")}</Button>}
    >
      {t("none")}
    </EmptyState>
  );
}
