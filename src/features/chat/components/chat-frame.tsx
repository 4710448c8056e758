"use client";

import { PanelLeft, SquarePen } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { TopBarActions } from "~/components/layout/top-bar";
import { Button, buttonVariants } from "~/components/ui/button";
import type { ChatContext } from "../hooks/chat-context";
import { ChatProvider } from "./chat-provider";
import { ChatLink } from "./list/chat-link";
import { ConversationList } from "./list/conversation-list";

const ListSheet = dynamic(() => import("./list/list-sheet").then((module) => module.ListSheet), { ssr: false });

/** The chat's frame: the list beside the thread, or behind a button of the top bar on a phone. */
export function ChatFrame({
  children,
  ...viewer
}: Omit<ChatContext, "answers" | "drafts" | "files"> & { children: ReactNode }) {
  const t = useTranslations("chat.list");
  const [isListOpen, setListOpen] = useState<boolean | null>(null);
  return (
    <ChatProvider {...viewer}>
      <div className="grid min-h-0 flex-1 md:grid-cols-[248px_minmax(0,1fr)]">
        <ConversationList className="border-r max-md:hidden" />
        <TopBarActions>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("open")}
            aria-expanded={isListOpen === true}
            onClick={() => setListOpen(true)}
          >
            <PanelLeft aria-hidden />
          </Button>
          {viewer.may.write ? (
            <ChatLink
              conversationId={null}
              aria-label={t("new")}
              className={buttonVariants({ variant: "ghost", size: "icon" })}
            >
              <SquarePen aria-hidden />
            </ChatLink>
          ) : null}
        </TopBarActions>
        {isListOpen === null ? null : <ListSheet open={isListOpen} onOpenChange={setListOpen} />}
        {children}
      </div>
    </ChatProvider>
  );
}
