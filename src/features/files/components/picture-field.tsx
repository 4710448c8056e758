"use client";

import { ImageUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/cn";
import { formatBytes } from "~/lib/format-bytes";
import { imageTypes, maxBytesOf } from "../file-limits";
import type { FileView } from "../files.schema";
import { type PictureSteps, usePicture } from "../hooks/use-picture";
import { PictureProgress } from "./picture-progress";

/**
 * A picture that stands for somebody: chosen or dropped, sent with progress, changed, removed. Which one it is shows
 * `figure`, given the address of what to show.
 */
export function PictureField(props: {
  /** What the picture is of. */
  label: string;
  steps: PictureSteps;
  /** Address of the picture that stands there now; null where none does. */
  shown: string | null;
  figure: (src: string | null) => ReactNode;
  hint: (size: string) => ReactNode;
  onSet: (file: FileView) => void;
  removal: { title: string; text: string; act: string; run: () => Promise<unknown> };
}) {
  const t = useTranslations("files.picture");
  const locale = useLocale();
  const picture = usePicture(props.steps, props.shown, props.onSet);
  const input = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);
  const [isOver, setOver] = useState(false);
  const busy = picture.upload !== null && picture.upload.state !== "failed";
  const choose = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void picture.choose(file);
  };

  return (
    // Dropping is a second way in for those who point; the button is there for everybody.
    <fieldset
      aria-label={props.label}
      className={cn(
        "flex max-w-120 flex-wrap items-start gap-x-4 gap-y-3 rounded-lg",
        isOver && "bg-credit-soft outline-2 outline-ring",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer.files);
      }}
    >
      <div className={cn("shrink-0 transition-opacity", busy && "opacity-60")}>
        {props.figure(picture.preview ?? props.shown)}
      </div>
      <div className="flex min-w-0 flex-1 basis-50 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={busy} onClick={() => input.current?.click()}>
            <ImageUp aria-hidden />
            {props.shown !== null ? t("change") : t("upload")}
          </Button>
          {props.shown !== null && !busy ? (
            <Button variant="ghost-destructive" onClick={() => setAsking(true)}>
              {t("remove")}
            </Button>
          ) : null}
        </div>
        <PictureProgress upload={picture.upload} onCancel={picture.cancel} onRetry={picture.retry} />
        <p className="text-muted-foreground text-xs">
          {props.hint(formatBytes(maxBytesOf(props.steps.purpose, imageTypes[0]) ?? 0, locale))}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        accept={imageTypes.join(",")}
        hidden
        onChange={(event) => {
          choose(event.target.files);
          // The same file chosen again is a change, too.
          event.target.value = "";
        }}
      />
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={props.removal.title}
        description={props.removal.text}
        act={props.removal.act}
        onConfirm={props.removal.run}
      />
    </fieldset>
  );
}
