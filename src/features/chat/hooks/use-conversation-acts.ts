"use client";

import { useTranslations } from "next-intl";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { ConversationPage, ConversationSummary } from "../chat.schema";
import { useChat } from "./chat-context";
import { conversationOf, openConversation } from "./use-conversation-address";

/** Renaming and pinning show at once and go back when they fail; deleting waits for the server. */
export function useConversationActs() {
  const t = useTranslations("chat");
  const { org } = useChat();
  const utils = api.useUtils();

  function patch(id: string, change: Partial<ConversationSummary>): void {
    const changed = <Row extends ConversationSummary>(row: Row): Row => (row.id === id ? { ...row, ...change } : row);
    const page = (old: ConversationPage): ConversationPage => ({
      ...old,
      pinned: old.pinned.map(changed),
      items: old.items.map(changed),
    });
    utils.chat.list.setInfiniteData({}, (data) => data && { ...data, pages: data.pages.map(page) });
    utils.chat.get.setData(
      { conversationId: id },
      (view) => view && { ...view, conversation: changed(view.conversation) },
    );
  }

  /** The truth again, whether it went well or not. */
  function settle(id: string): void {
    void utils.chat.list.invalidate();
    void utils.chat.get.invalidate({ conversationId: id });
  }

  const rename = api.chat.rename.useMutation({
    onMutate: ({ conversationId, title }) => patch(conversationId, { title, titleState: "named" }),
    onError: () => toast.failed(t("conversation.renameFailed")),
    onSettled: (_answer, _error, { conversationId }) => settle(conversationId),
  });
  const pin = api.chat.pin.useMutation({
    onMutate: ({ conversationId, isPinned }) => patch(conversationId, { pinnedAt: isPinned ? new Date() : null }),
    onError: () => toast.failed(t("conversation.pinFailed")),
    onSettled: (_answer, _error, { conversationId }) => settle(conversationId),
  });
  const remove = api.chat.remove.useMutation({
    onSuccess: (_answer, { conversationId }) => {
      if (conversationOf(window.location.pathname) === conversationId) openConversation(org.slug, null);
      void utils.chat.list.invalidate();
      toast.done(t("remove.done"));
    },
    onError: () => toast.failed(t("remove.failed")),
  });

  return {
    rename: (conversationId: string, title: string) => rename.mutate({ conversationId, title }),
    pin: (conversationId: string, isPinned: boolean) => pin.mutate({ conversationId, isPinned }),
    remove: (conversationId: string) => remove.mutateAsync({ conversationId }),
  };
}
