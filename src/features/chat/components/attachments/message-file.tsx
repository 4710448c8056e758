"use client";

import { ArrowDownToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonVariants } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { cn } from "~/lib/cn";
import type { Attachment } from "../../attachments";
import { useFreshLink } from "../../hooks/use-file-link";
import { FileGlyph } from "./file-glyph";
import { useFileWords } from "./use-file-words";

/** A document or a text of a message; pressed, it is saved. */
export function MessageFile({ file }: { file: Attachment }) {
  const t = useTranslations("chat.attachments");
  const { about } = useFileWords();
  const link = useFreshLink();
  const [isGone, setGone] = useState(false);

  async function save(): Promise<void> {
    try {
      // The answer tells the browser to save it: the page stays.
      window.location.assign(await link(file.id));
    } catch (error) {
      if (readClientError(error).code === "not_found") setGone(true);
      else toast.failed(t("linkFailed"));
    }
  }

  return (
    <button
      type="button"
      disabled={isGone}
      aria-label={t("download", { name: file.name })}
      title={file.name}
      onClick={() => void save()}
      className={cn(buttonVariants({ variant: "outline" }), "h-auto max-w-72 gap-2 py-1 pr-2.5 pl-1.5 text-left")}
    >
      <FileGlyph kind={file.kind} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{file.name}</span>
        <span className="block truncate font-normal text-muted-foreground text-xs">
          {isGone ? t("gone") : about(file)}
        </span>
      </span>
      <ArrowDownToLine aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}
