"use client";

import { useTranslations } from "next-intl";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { ConversationList } from "./conversation-list";

/** The list on a phone: over the thread, gone as soon as a conversation is opened. */
export function ListSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("chat.list");
  return (
    <Sheet open={props.open} onOpenChange={props.onOpenChange}>
      <SheetContent side="left" title={t("title")}>
        <ConversationList className="min-h-0 flex-1" onOpen={() => props.onOpenChange(false)} />
      </SheetContent>
    </Sheet>
  );
}
