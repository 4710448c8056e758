"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { ConversationFate } from "../member-limits";
import { ConversationChoice } from "./conversation-choice";

/** Asks before one goes, and goes by a full load: nothing of the organisation is carried along. */
export function LeaveDialog({ orgName, onClose }: { orgName: string; onClose: () => void }) {
  const t = useTranslations("members.leaveDialog");
  const errorText = useErrorText();
  const [conversations, setConversations] = useState<ConversationFate>("keep");
  const leave = api.members.leave.useMutation({
    onSuccess: () => window.location.assign("/enter"),
    onError: (error) => toast.failed(errorText(error)),
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={t("title", { org: orgName })}
      description={t("text")}
      act={t(conversations === "keep" ? "act" : "actDelete", { org: orgName })}
      onConfirm={() => leave.mutateAsync({ conversations })}
    >
      <ConversationChoice whose="leaveDialog" name="" value={conversations} onChange={setConversations} />
    </AlertDialog>
  );
}
