"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { maxTextChars } from "../../chat-limits";
import { type TextProblem, withoutControls } from "../../hooks/text-problem";

/** Why this text cannot be sent, said before it is sent, and what to do. */
export function TextProblemNotice(props: { problem: TextProblem; text: string; onText: (text: string) => void }) {
  const t = useTranslations("chat.composer");
  const locale = useLocale();
  const { problem } = props;
  if (problem === null) return null;
  return (
    <p role="alert" className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3.5 pb-1.5 text-destructive text-xs">
      {problem.kind === "too_long"
        ? t("tooLong", { count: problem.over, limit: new Intl.NumberFormat(locale).format(maxTextChars) })
        : t("controlCharacters")}
      {problem.kind === "control_characters" ? (
        <Button size="sm" onClick={() => props.onText(withoutControls(props.text))}>
          {t("removeControlCharacters")}
        </Button>
      ) : null}
    </p>
  );
}
