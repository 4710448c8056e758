"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "~/components/ui/alert-dialog";
import type { ConversationSummary } from "../../chat.schema";
import { useConversationActs } from "../../hooks/use-conversation-acts";
import { useCreditText } from "../../hooks/use-credit-text";

/** Asks before a conversation is deleted: what goes, and that its charges stay. */
export function RemoveDialog(props: {
  conversation: Pick<ConversationSummary, "id" | "title" | "totalUcr">;
  onClose: () => void;
}) {
  const t = useTranslations("chat.remove");
  const { remove } = useConversationActs();
  const creditText = useCreditText();
  const { id, title, totalUcr } = props.conversation;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      title={t("title", { title })}
      description={t("body")}
      act={t("act")}
      onConfirm={() => remove(id)}
    >
      <p className="text-base">{t("stays", { amount: creditText(totalUcr) })}</p>
    </AlertDialog>
  );
}
