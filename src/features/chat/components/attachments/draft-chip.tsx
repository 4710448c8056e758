"use client";

import { RotateCw, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { Tooltip } from "~/components/ui/tooltip";
import { announcedType } from "~/features/files/content-type";
import { fileUrl } from "~/features/files/file-url";
import { cn } from "~/lib/cn";
import { kindOf } from "../../attachments";
import { useChat } from "../../hooks/chat-context";
import type { DraftFile } from "../../hooks/file-drafts";
import { FileGlyph } from "./file-glyph";
import { Picture } from "./picture";
import { useFileWords } from "./use-file-words";

/** One file of a draft: what it is, how far it has come, and how to be rid of it. */
export function DraftChip(props: { file: DraftFile; onRemove: () => void; onRetry: (() => void) | null }) {
  const t = useTranslations("chat.attachments");
  const { file } = props;
  const isMoving = file.phase === "uploading" || file.phase === "checking";
  const removal = t(isMoving ? "cancel" : "remove", { name: file.name });
  return (
    <li
      className={cn(
        "relative flex min-w-0 max-w-full items-center gap-2 overflow-hidden rounded-md border bg-background py-1 pr-1 pl-1.5 sm:max-w-64",
        file.phase === "failed" && "border-destructive",
      )}
    >
      <DraftFigure file={file} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-sm" title={file.name}>
          {file.name}
        </span>
        <DraftState file={file} />
      </span>
      {props.onRetry ? (
        <Tooltip content={t("retry", { name: file.name })}>
          <Button variant="ghost" size="icon-sm" aria-label={t("retry", { name: file.name })} onClick={props.onRetry}>
            <RotateCw aria-hidden className="size-3.5" />
          </Button>
        </Tooltip>
      ) : null}
      <Tooltip content={removal}>
        <Button variant="ghost" size="icon-sm" aria-label={removal} data-remove onClick={props.onRemove}>
          <X aria-hidden className="size-3.5" />
        </Button>
      </Tooltip>
      {file.phase === "uploading" ? (
        <span
          role="progressbar"
          aria-label={file.name}
          aria-valuenow={Math.round(file.progress * 100)}
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-primary transition-transform duration-[180ms]"
          style={{ transform: `scaleX(${file.progress})` }}
        />
      ) : null}
    </li>
  );
}

function DraftState({ file }: { file: DraftFile }) {
  const t = useTranslations("chat.attachments");
  const locale = useLocale();
  const { about, problem } = useFileWords();
  if (file.phase === "failed" && file.error !== null) {
    return <span className="block text-destructive text-xs">{problem(file.error)}</span>;
  }
  const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(file.progress);
  return (
    <span className="block truncate text-muted-foreground text-xs tabular-nums">
      {file.phase === "uploading" ? t("uploading", { percent }) : null}
      {file.phase === "checking" ? t("checking") : null}
      {file.phase === "ready" && file.attachment !== null ? about(file.attachment) : null}
    </span>
  );
}

function DraftFigure({ file }: { file: DraftFile }) {
  const { org } = useChat();
  const kind = file.attachment?.kind ?? kindOf(announcedType(file.contentType, file.name)) ?? "text";
  if (kind !== "image" || file.phase === "failed") return <FileGlyph kind={kind} />;
  if (file.preview !== null) return <Picture address={file.preview} alt="" size={36} className="size-9" />;
  return file.attachment === null ? (
    <FileGlyph kind={kind} />
  ) : (
    <Picture address={fileUrl(file.attachment.id, org.slug)} alt="" size={36} className="size-9" />
  );
}
