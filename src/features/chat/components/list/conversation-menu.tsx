"use client";

import { Ellipsis, PenLine, Pin, PinOff, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { Kbd } from "~/components/ui/kbd";
import type { ConversationSummary } from "../../chat.schema";

/** As it is written on the keyboard, in every language. */
const RENAME_KEY = "F2";

/** Rename, pin, delete. */
export function ConversationMenu(props: {
  conversation: Pick<ConversationSummary, "title" | "pinnedAt">;
  onRename: () => void;
  onPin: () => void;
  onRemove: () => void;
  tabIndex?: number;
  className?: string;
}) {
  const t = useTranslations("chat.conversation");
  const movesFocus = useRef(false);
  const isPinned = props.conversation.pinnedAt !== null;

  /** What opens next takes the focus, so the menu must not give it back to its button. */
  function leaveFor(act: () => void): void {
    movesFocus.current = true;
    setTimeout(act);
  }

  function keepFocus(event: Event): void {
    if (movesFocus.current) event.preventDefault();
    movesFocus.current = false;
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          tabIndex={props.tabIndex}
          aria-label={t("menu", { title: props.conversation.title })}
          className={props.className}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={keepFocus}>
        <DropdownMenuItem onSelect={() => leaveFor(props.onRename)}>
          <PenLine aria-hidden />
          <span className="flex-1">{t("rename")}</span>
          <Kbd className="pointer-coarse:hidden">{RENAME_KEY}</Kbd>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={props.onPin}>
          {isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {isPinned ? t("unpin") : t("pin")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="destructive" onSelect={() => leaveFor(props.onRemove)}>
          <Trash2 aria-hidden />
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
