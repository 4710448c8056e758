"use client";

import { CornerDownLeft, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";

/** Send and stop in one spot, so that a hand that just sent can stop. */
export function SendButton(props: {
  runs: boolean;
  isStopping: boolean;
  isReady: boolean;
  /** A wall above has the one primary button. */
  isQuiet: boolean;
  hasText: boolean;
  onStop: () => void;
}) {
  const t = useTranslations("chat.composer");
  if (props.runs) {
    return (
      <Button
        size="sm"
        disabled={props.isStopping}
        onClick={props.onStop}
        aria-label={props.isStopping ? t("stopping") : t("stop")}
      >
        <Square aria-hidden className="size-3.5" />
        <span className="max-md:hidden">{props.isStopping ? t("stopping") : t("stop")}</span>
      </Button>
    );
  }
  return (
    <Button
      type="submit"
      size="sm"
      variant={props.isReady && !props.isQuiet ? "primary" : "outline"}
      aria-disabled={!props.isReady || undefined}
      aria-label={t("send")}
    >
      <span className="max-md:hidden">{t("send")}</span>
      <CornerDownLeft aria-hidden className="size-3.5" />
    </Button>
  );
}
