"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { Tooltip } from "~/components/ui/tooltip";
import { fileUrl } from "~/features/files/file-url";
import type { Attachment } from "../../attachments";
import { useChat } from "../../hooks/chat-context";
import { FileGlyph } from "./file-glyph";
import { useFileWords } from "./use-file-words";

/**
 * A recording of a message, to be played. It is fetched whole when it is asked for: some browsers play nothing that
 * they cannot ask for in parts, and none can jump in it.
 */
export function MessageRecording({ file }: { file: Attachment }) {
  const t = useTranslations("chat.attachments");
  const { about } = useFileWords();
  const { org } = useChat();
  const [state, setState] = useState<"idle" | "fetching" | "gone">("idle");
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => () => (address === null ? undefined : URL.revokeObjectURL(address)), [address]);

  async function play(): Promise<void> {
    setState("fetching");
    try {
      const response = await fetch(fileUrl(file.id, org.slug));
      if (response.ok) setAddress(URL.createObjectURL(await response.blob()));
      setState(response.status === 404 ? "gone" : "idle");
      if (!response.ok && response.status !== 404) toast.failed(t("fetchFailed"));
    } catch {
      setState("idle");
      toast.failed(t("fetchFailed"));
    }
  }

  return (
    <figure className="flex w-72 max-w-full flex-col gap-1.5 rounded-md border p-1.5">
      <figcaption className="flex min-w-0 items-center gap-2">
        <FileGlyph kind="audio" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-sm" title={file.name}>
            {file.name}
          </span>
          <span className="block truncate text-muted-foreground text-xs">
            {state === "gone" ? t("gone") : about(file)}
          </span>
        </span>
        {address === null && state !== "gone" ? (
          <Tooltip content={t("play", { name: file.name })}>
            <Button
              variant="ghost"
              size="icon-sm"
              pending={state === "fetching"}
              aria-label={t("play", { name: file.name })}
              onClick={() => void play()}
            >
              {state === "fetching" ? null : <Play aria-hidden className="size-3.5" />}
            </Button>
          </Tooltip>
        ) : null}
      </figcaption>
      {address === null ? null : (
        <audio controls autoPlay src={address} aria-label={file.name} className="h-9 w-full">
          {/* Its words are not known yet: there is nothing to show beside it. */}
          <track kind="captions" />
        </audio>
      )}
    </figure>
  );
}
