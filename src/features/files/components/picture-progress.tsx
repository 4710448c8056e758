"use client";

import { RotateCcw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { readClientError } from "~/lib/client-error";
import { formatPercent } from "~/lib/format-percent";
import { useFileErrorText } from "../hooks/use-file-error-text";
import type { Upload } from "../one-upload";

/** How far a picture is, or why it was not taken, with what can be done about it. */
export function PictureProgress(props: { upload: Upload | null; onCancel: () => void; onRetry: () => void }) {
  const t = useTranslations("files.picture");
  const common = useTranslations("common");
  const locale = useLocale();
  const errorText = useFileErrorText();
  const { upload } = props;
  if (upload === null || upload.state === "ready") return null;
  if (upload.state === "failed") {
    return (
      <div role="alert" className="flex flex-col items-start gap-1.5">
        <p className="text-destructive text-sm">{errorText(upload.error)}</p>
        <span className="flex flex-wrap gap-2">
          {isFinal(upload.error) ? null : (
            <Button size="sm" onClick={props.onRetry}>
              <RotateCcw aria-hidden className="size-3.5" />
              {common("retry")}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={props.onCancel}>
            {common("close")}
          </Button>
        </span>
      </div>
    );
  }
  const text =
    upload.state === "checking" ? t("checking") : t("sending", { percent: formatPercent(upload.progress, locale) });
  return (
    <div className="flex max-w-80 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="num min-w-36 text-sm">{text}</span>
      {/* What is being checked is being taken in: there is nothing left to stop. */}
      {upload.state === "checking" ? null : (
        <Button size="sm" variant="ghost" onClick={props.onCancel}>
          {common("cancel")}
        </Button>
      )}
      <progress
        className="h-1 w-full appearance-none overflow-hidden bg-muted [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        aria-label={text}
        max={1}
        {...(upload.state === "checking" ? {} : { value: upload.progress })}
      />
    </div>
  );
}

/** The same file would be refused again: another one has to be chosen. */
function isFinal(error: unknown): boolean {
  return ["file_name", "file_type", "file_too_large", "file_refused"].includes(readClientError(error).code);
}
