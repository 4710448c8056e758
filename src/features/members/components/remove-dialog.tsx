"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { ConversationFate } from "../member-limits";
import { ConversationChoice } from "./conversation-choice";
import type { MemberLine } from "./member-line";

/** Says what goes with somebody, and asks what becomes of the rest. */
export function RemoveDialog(props: { member: MemberLine; orgName: string; onClose: () => void }) {
  const { userId, name } = props.member;
  const t = useTranslations("members.removeDialog");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [conversations, setConversations] = useState<ConversationFate>("keep");
  const remove = api.members.remove.useMutation({
    onSuccess: () => toast.done(t("done", { name })),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.members.invalidate(),
  });
  return (
    <AlertDialog
      open
      onOpenChange={props.onClose}
      title={t("title", { name, org: props.orgName })}
      description={t("text", { name })}
      act={t(conversations === "keep" ? "act" : "actDelete", { name })}
      onConfirm={() => remove.mutateAsync({ userId, conversations })}
    >
      <ConversationChoice whose="removeDialog" name={name} value={conversations} onChange={setConversations} />
    </AlertDialog>
  );
}
