"use client";

import { Search, SquarePen, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState } from "react";
import { Button, buttonVariants } from "~/components/ui/button";
import { SearchInput } from "~/components/ui/search-input";
import { Tooltip } from "~/components/ui/tooltip";
import { cn } from "~/lib/cn";
import { useChat } from "../../hooks/chat-context";
import { useOpenConversation } from "../../hooks/use-conversation-address";
import { useConversations } from "../../hooks/use-conversations";
import { useDebounced } from "../../hooks/use-debounced";
import { ChatLink } from "./chat-link";
import { ConversationRows } from "./conversation-rows";
import { ListEnd } from "./list-end";
import { ListNothing } from "./list-nothing";
import { ListSkeleton } from "./list-skeleton";

/** All conversations of the person: head with search and a new one, then the rows, loaded as one scrolls. */
export function ConversationList({ onOpen, className }: { onOpen?: () => void; className?: string }) {
  const t = useTranslations("chat.list");
  const { may } = useChat();
  const openId = useOpenConversation();
  const keysId = useId();
  const [words, setWords] = useState<string | null>(null);
  const search = useDebounced((words ?? "").trim(), 250);
  const list = useConversations(search);
  const isEmpty = list.pinned.length + list.items.length === 0;
  const rows = useDeferredValue({ pinned: list.pinned, items: list.items });

  return (
    <div className={cn("flex min-h-0 flex-col px-2 py-3", className)}>
      <div className="flex h-9 shrink-0 items-center pr-1 pb-2 pl-2">
        <h2 className="flex-1 font-semibold text-base">{t("title")}</h2>
        <Tooltip content={words === null ? t("search") : t("closeSearch")}>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={words === null ? t("search") : t("closeSearch")}
            aria-expanded={words !== null}
            onClick={() => setWords(words === null ? "" : null)}
          >
            {words === null ? <Search aria-hidden /> : <X aria-hidden />}
          </Button>
        </Tooltip>
        {may.write ? (
          <Tooltip content={t("new")}>
            <ChatLink
              conversationId={null}
              aria-label={t("new")}
              onOpen={onOpen}
              className={buttonVariants({ variant: "ghost", size: "icon-sm" })}
            >
              <SquarePen aria-hidden />
            </ChatLink>
          </Tooltip>
        ) : null}
      </div>
      {words === null ? null : (
        <SearchInput
          autoFocus
          aria-label={t("search")}
          placeholder={t("searchPlaceholder")}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => (event.key === "Escape" ? setWords(null) : undefined)}
          className="mx-1 mb-1 w-auto"
        />
      )}
      <p id={keysId} className="sr-only">
        {t("keys")}
      </p>
      <nav
        aria-label={t("title")}
        aria-describedby={may.write ? keysId : undefined}
        aria-busy={list.isPlaceholderData}
        className={cn("scrollbar-thin min-h-0 flex-1 overflow-y-auto")}
      >
        {list.isPending ? <ListSkeleton /> : null}
        {list.isError || (list.isSuccess && isEmpty) ? (
          <ListNothing
            search={list.isError ? "" : search}
            failed={list.isError}
            onClear={() => setWords(null)}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {isEmpty ? null : <ConversationRows {...rows} openId={openId} onOpen={onOpen} />}
        {list.hasNextPage ? (
          <ListEnd pending={list.isFetchingNextPage} onReach={() => void list.fetchNextPage()} />
        ) : null}
      </nav>
    </div>
  );
}
