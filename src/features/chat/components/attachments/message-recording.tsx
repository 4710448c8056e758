"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { fileUrl } from "~/features/files/file-url";
import type { Attachment } from "../../attachments";
import { useChat } from "../../hooks/chat-context";
import { FileGlyph } from "./file-glyph";
import { useFileWords } from "./use-file-words";

/** A recording of a message, to be played. */
export function MessageRecording({ file }: { file: Attachment }) {
  const t = useTranslations("chat.attachments");
  const { about } = useFileWords();
  const { org } = useChat();
  const [isGone, setGone] = useState(false);
  return (
    <figure className="flex w-72 max-w-full flex-col gap-1.5 rounded-md border p-1.5">
      <figcaption className="flex min-w-0 items-center gap-2">
        <FileGlyph kind="audio" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-sm" title={file.name}>
            {file.name}
          </span>
          <span className="block truncate text-muted-foreground text-xs">{isGone ? t("gone") : about(file)}</span>
        </span>
      </figcaption>
      {isGone ? null : (
        <audio
          controls
          preload="none"
          src={fileUrl(file.id, org.slug)}
          aria-label={t("play", { name: file.name })}
          onError={() => setGone(true)}
          className="h-9 w-full"
        >
          {/* Its words are not known yet: there is nothing to show beside it. */}
          <track kind="captions" />
        </audio>
      )}
    </figure>
  );
}
