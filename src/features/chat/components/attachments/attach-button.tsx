"use client";

import { Paperclip } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { Tooltip } from "~/components/ui/tooltip";
import { maxBytesOf } from "~/features/files/file-limits";
import { formatBytes } from "~/lib/format-bytes";
import { maxAttachments } from "../../attachments";
import { acceptedFiles } from "../../hooks/file-problem";
import type { FileDraft } from "../../hooks/use-file-draft";

/** Opens the system's own choice of files; says in its tip what may be chosen. */
export function AttachButton({ draft }: { draft: FileDraft }) {
  const t = useTranslations("chat.attachments");
  const limits = useLimits();
  const input = useRef<HTMLInputElement>(null);
  const add = useAddFiles(draft);
  return (
    <>
      <Tooltip content={t("attachHint", limits)} align="start">
        <Button variant="ghost" size="icon-sm" aria-label={t("attach")} onClick={() => input.current?.click()}>
          <Paperclip aria-hidden className="size-4" />
        </Button>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={acceptedFiles}
        data-testid="attach"
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          event.target.value = "";
        }}
      />
    </>
  );
}

/** The most of each kind, in words. */
function useLimits() {
  const locale = useLocale();
  const most = (type: string, purpose: "chat_attachment" | "audio" = "chat_attachment") =>
    formatBytes(maxBytesOf(purpose, type) ?? 0, locale);
  return {
    count: maxAttachments,
    pictures: most("image/png"),
    documents: most("application/pdf"),
    texts: most("text/plain"),
    recordings: most("audio/mpeg", "audio"),
  };
}

/** Attaches, and says how many had no room. */
export function useAddFiles(draft: FileDraft): (files: readonly File[]) => void {
  const t = useTranslations("chat.attachments");
  return (files) => {
    if (files.length === 0) return;
    const over = draft.add(files);
    if (over > 0) toast.failed(t("tooMany", { count: over, limit: maxAttachments }));
  };
}
