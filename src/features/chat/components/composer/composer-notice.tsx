"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatTokens } from "~/lib/format-tokens";
import type { TextProblem } from "../../hooks/text-problem";
import type { Bound } from "../../hooks/use-cost-bound";
import type { ModelPick } from "../../hooks/use-model-choice";
import { TextProblemNotice } from "./text-problem-notice";

/** What keeps this draft from being sent, said before it is sent. */
export function ComposerNotice(props: {
  pick: ModelPick;
  text: string;
  onText: (text: string) => void;
  problem: TextProblem;
  bound: Bound;
  /** An answer is being written: there is text, and it has to wait. */
  waits: boolean;
}) {
  const t = useTranslations("chat.composer");
  const locale = useLocale();
  const { pick, bound } = props;
  if (pick.isEmpty) return <p className="px-3.5 pb-1.5 text-muted-foreground text-xs">{t("noModels")}</p>;
  if (props.problem !== null) return <TextProblemNotice {...props} />;
  if (props.waits) return <p className="px-3.5 pb-1.5 text-muted-foreground text-xs">{t("wait")}</p>;
  if (!bound.isTooLong || pick.model === null) return null;
  return (
    <p role="alert" className="px-3.5 pb-1.5 text-destructive text-xs">
      {t("tooLongForModel", {
        tokens: formatTokens(bound.textTokens, locale),
        model: pick.model.name,
        limit: formatTokens(bound.roomTokens, locale),
      })}
    </p>
  );
}
