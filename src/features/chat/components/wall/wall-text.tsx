"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ErrorDetails } from "~/lib/app-error";
import { formatCredits } from "~/lib/format-credits";
import { formatTokens } from "~/lib/format-tokens";
import type { Refusal } from "../../hooks/answer-store";
import { useChat } from "../../hooks/chat-context";
import { gateChecks, neededUcr } from "../gate-view";

/** Which limit it is, with its numbers; that nothing was sent, nothing charged, and the draft kept. */
export function WallText({ refusal, modelName }: { refusal: Refusal; modelName: string }) {
  const text = useWallText(refusal, modelName);
  return (
    <div className="p-4 sm:px-5 sm:pt-5 sm:pb-[18px]">
      <h2 className="font-semibold text-[1rem] leading-6 tracking-[-0.01em]">{text.title}</h2>
      <p className="mt-1 max-w-[560px] text-base text-muted-foreground">{text.body}</p>
    </div>
  );
}

function useWallText({ error }: Refusal, modelName: string): { title: ReactNode; body: ReactNode } {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  const { org } = useChat();
  const b = (chunks: ReactNode) => <b className="num font-medium text-foreground">{chunks}</b>;
  const frozenText = ({ suspendedReason: reason, deleteAfter }: ErrorDetails) => {
    if (typeof reason === "string")
      return { title: t("frozenTitle", { org: org.name }), body: t("frozenReason", { reason }) };
    const isDeleting = typeof deleteAfter === "string";
    return isDeleting
      ? { title: t("deletingTitle", { org: org.name }), body: t("deletingBody") }
      : { title: t("frozenTitle", { org: org.name }), body: t("frozenBody") };
  };
  const failed = gateChecks(error).find((check) => check.failed);
  switch (error.code) {
    case "member_limit":
    case "rate_limited": {
      const isMonth = error.code === "member_limit";
      const figure = (count: number | null): string => formatTokens(count ?? 0, locale, { compact: isMonth });
      const limits = failed && failed.kind !== "balance" ? failed : { used: 0, allowed: 0 };
      const values = { used: figure(limits.used), allowed: figure(limits.allowed), b };
      return isMonth
        ? { title: t("memberTitle"), body: t.rich("memberBody", values) }
        : { title: t("rateTitle"), body: t.rich("rateBody", values) };
    }
    case "account_frozen":
      return frozenText(error.details);
    case "model_unpriced":
      return { title: t("unpricedTitle", { model: modelName }), body: t("unpricedBody") };
    case "forbidden":
      return { title: t("forbiddenTitle"), body: t("forbiddenBody") };
    case "insufficient_credits": {
      const needed = neededUcr(error);
      const title = t("creditsTitle", { org: org.name });
      if (needed === null || failed?.kind !== "balance") return { title, body: t("creditsBodyShort") };
      const values = { needed: formatCredits(needed, locale), left: formatCredits(failed.leftUcr, locale), b };
      return { title, body: t.rich("creditsBody", values) };
    }
    default:
      return { title: t("signInTitle"), body: t("signInBody") };
  }
}
