"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "~/lib/cn";
import { maxTitleChars } from "../../chat-limits";

/** A title turned into a field: Enter and leaving it save, Esc keeps the old one. */
export function RenameField(props: {
  title: string;
  onDone: (title: string | null, byKey: boolean) => void;
  className?: string;
}) {
  const t = useTranslations("chat.conversation");
  const [title, setTitle] = useState(props.title);

  function save(byKey: boolean): void {
    const next = title.trim();
    props.onDone(next === "" || next === props.title ? null : next, byKey);
  }

  return (
    <input
      ref={(field) => {
        if (field && document.activeElement !== field) {
          field.focus();
          field.select();
        }
      }}
      aria-label={t("title")}
      value={title}
      maxLength={maxTitleChars}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => save(false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") save(true);
        if (event.key === "Escape") props.onDone(null, true);
      }}
      className={cn(
        "w-full min-w-0 rounded-md border border-input bg-card px-1.5 text-foreground focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-0",
        props.className,
      )}
    />
  );
}
