"use client";

import { ArrowDownToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonVariants } from "~/components/ui/button";
import { fileUrl } from "~/features/files/file-url";
import { cn } from "~/lib/cn";
import type { Attachment } from "../../attachments";
import { useChat } from "../../hooks/chat-context";
import { FileGlyph } from "./file-glyph";
import { useFileWords } from "./use-file-words";

/** A document or a text of a message; pressed, it is saved. */
export function MessageFile({ file }: { file: Attachment }) {
  const t = useTranslations("chat.attachments");
  const { about } = useFileWords();
  const { org } = useChat();
  return (
    <a
      href={fileUrl(file.id, org.slug, { download: true })}
      download={file.name}
      aria-label={t("download", { name: file.name })}
      title={file.name}
      className={cn(
        buttonVariants({ variant: "outline" }),
        "h-auto w-72 max-w-full justify-start gap-2 py-1 pr-2.5 pl-1.5 text-left",
      )}
    >
      <FileGlyph kind={file.kind} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{file.name}</span>
        <span className="block truncate font-normal text-muted-foreground text-xs">{about(file)}</span>
      </span>
      <ArrowDownToLine aria-hidden className="size-3.5 shrink-0" />
    </a>
  );
}
