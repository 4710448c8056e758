"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog, DialogBody, DialogContent, DialogHeader } from "~/components/ui/dialog";
import { fileUrl } from "~/features/files/file-url";
import type { Attachment } from "../../attachments";
import { useChat } from "../../hooks/chat-context";
import { FileGlyph } from "./file-glyph";
import { Picture } from "./picture";
import { useFileWords } from "./use-file-words";

/** A picture of a message as a thumbnail; pressed, it is shown whole. */
export function MessagePicture({ file }: { file: Attachment }) {
  const t = useTranslations("chat.attachments");
  const { about } = useFileWords();
  const { org } = useChat();
  const [isOpen, setOpen] = useState(false);
  const [isGone, setGone] = useState(false);
  const address = fileUrl(file.id, org.slug);
  if (isGone) {
    return (
      <span className="flex items-center gap-2 rounded-md border py-1 pr-2.5 pl-1.5 text-muted-foreground text-sm">
        <FileGlyph kind="image" />
        <span className="min-w-0">
          <span className="block truncate">{file.name}</span>
          <span className="block text-xs">{t("gone")}</span>
        </span>
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-label={t("open", { name: file.name })}
        title={`${file.name}, ${about(file)}`}
        className="block rounded-[5px]"
        onClick={() => setOpen(true)}
      >
        <Picture address={address} alt="" size={96} className="size-24" onError={() => setGone(true)} />
      </button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        <DialogContent aria-describedby={undefined} className="max-w-[min(96vw,1120px)]">
          <DialogHeader title={file.name} />
          <DialogBody>
            <Picture
              address={address}
              alt={file.name}
              size={Math.max(file.width ?? 0, file.height ?? 0, 96)}
              className="mx-auto h-auto max-h-[70dvh] w-auto max-w-full object-contain"
            />
            <p className="text-center text-muted-foreground text-xs">{about(file)}</p>
          </DialogBody>
        </DialogContent>
      </Dialog>
    </>
  );
}
