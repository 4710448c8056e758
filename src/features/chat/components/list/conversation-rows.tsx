"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import type { ConversationSummary } from "../../chat.schema";
import { useChat } from "../../hooks/chat-context";
import { type ConversationGroup, groupConversations } from "../conversation-groups";
import { ConversationRow } from "./conversation-row";

/** The conversations under their headings. One Tab stop; arrows, Home and End move between the rows. */
export function ConversationRows(props: {
  pinned: readonly ConversationSummary[];
  items: readonly ConversationSummary[];
  openId: string | null;
  onOpen?: (() => void) | undefined;
}) {
  const { org } = useChat();
  const now = useNow({ updateInterval: 60_000 });
  const heading = useGroupHeading();
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const groups = groupConversations({ pinned: props.pinned, items: props.items }, now, org.timeZone);
  const ids = groups.flatMap((group) => group.rows.map((row) => row.id));
  const tabStop = [focused, props.openId].find((id) => id !== null && ids.includes(id)) ?? ids[0];

  function move(event: KeyboardEvent, from: string): void {
    const at = ids.indexOf(from);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    const id = next === undefined ? undefined : ids[next];
    if (id === undefined) return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`)?.focus();
  }

  return (
    <div ref={list}>
      {groups.map((group) => (
        <section key={group.key} aria-label={heading(group)}>
          <h3 className="px-2 pt-3.5 pb-1.5 font-medium text-muted-foreground text-xs first-letter:capitalize">
            {heading(group)}
          </h3>
          <ul>
            {group.rows.map((row) => (
              <ConversationRow
                key={row.id}
                conversation={row}
                isOpen={row.id === props.openId}
                isTabStop={row.id === tabStop}
                onFocus={() => setFocused(row.id)}
                onMove={move}
                onOpen={props.onOpen}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function useGroupHeading(): (group: ConversationGroup<unknown>) => string {
  const t = useTranslations("chat.list");
  const locale = useLocale();
  const { org } = useChat();
  return ({ kind, moment }) => {
    if (moment === null) return t(kind === "pinned" || kind === "today" ? kind : "week");
    const format = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(locale, { timeZone: org.timeZone, ...options }).format(moment);
    if (kind === "this_month") {
      const month = new Intl.DateTimeFormat("en", { timeZone: org.timeZone, month: "numeric" }).format(moment);
      return t("thisMonth", { month: `m${month}` });
    }
    return kind === "month" ? format({ month: "long" }) : format({ month: "long", year: "numeric" });
  };
}
