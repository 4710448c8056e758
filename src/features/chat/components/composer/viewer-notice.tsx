"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { Note } from "~/components/ui/note";
import { useChat } from "../../hooks/chat-context";
import { Column } from "../thread/column";

/** Where a viewer would look for the composer: what their role means, and who changes it. */
export function ViewerNotice() {
  const t = useTranslations("chat.composer");
  const { org } = useChat();
  return (
    <Column className="mt-auto pt-2 pb-[max(16px,env(safe-area-inset-bottom))]">
      <Note icon={Eye}>{t("viewer", { org: org.name })}</Note>
    </Column>
  );
}
