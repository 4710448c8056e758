"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "~/components/ui/empty-state";
import { Note } from "~/components/ui/note";
import { useChat } from "../../hooks/chat-context";
import { Column } from "../thread/column";

/** Where a viewer would look for the composer: what their role means, and who changes it. */
export function ViewerNotice() {
  const t = useTranslations("chat.composer");
  const { org, role } = useChat();
  // Whoever may write by their role and not here looks in somebody's place.
  if (role !== "viewer") {
    return (
      <Column className="shrink-0 pt-2 pb-[max(16px,env(safe-area-inset-bottom))]">
        <Note icon={Eye}>{t("readOnly")}</Note>
      </Column>
    );
  }
  return (
    <Column className="shrink-0 pt-2 pb-[max(16px,env(safe-area-inset-bottom))]">
      <Note icon={Eye} title={`${t("viewerTitle", { org: org.name })}.`}>
        {t("viewer")}
      </Note>
    </Column>
  );
}

/** The same where a new conversation would begin. */
export function ViewerEmpty() {
  const t = useTranslations("chat.composer");
  const { org, role } = useChat();
  if (role !== "viewer") return <EmptyState icon={Eye} title={t("readOnly")} className="my-auto" />;
  return (
    <EmptyState icon={Eye} title={t("viewerTitle", { org: org.name })} className="my-auto">
      {t("viewer")}
    </EmptyState>
  );
}
