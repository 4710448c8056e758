"use client";

import { useLocale, useTranslations } from "next-intl";
import { CopyButton } from "~/components/ui/copy-button";
import { formatDate } from "~/lib/format-date";
import { formatTokens } from "~/lib/format-tokens";
import type { Refusal } from "../../hooks/answer-store";
import { useChat } from "../../hooks/chat-context";
import { affordsSomething, gateChecks, resetsAt } from "../gate-view";
import { SignInLink } from "../thread/stream-note";
import { BuyLink } from "./buy-link";
import { BuyersLine } from "./buyers-line";
import { Countdown } from "./countdown";
import { FixBand } from "./fix-band";

/** Who can lift the limit, when it lifts by itself, and one act. */
export function WallFix({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("chat.wall");
  const { may } = useChat();
  const { error } = refusal;
  switch (error.code) {
    case "insufficient_credits":
      return (
        <FixBand action={may.buy ? <BuyLink /> : <AskButton about="credits" refusal={refusal} />}>
          {may.buy ? t("yourRole") : <BuyersLine about="buyersAdd" />}
          {affordsSomething(error) ? <span className="block text-muted-foreground">{t("afford")}</span> : null}
        </FixBand>
      );
    case "member_limit":
      return (
        <FixBand action={<AskButton about="limit" refusal={refusal} />}>
          <BuyersLine about="buyersMember" />
          <ResetLine refusal={refusal} style="dayTime" />
        </FixBand>
      );
    case "rate_limited":
      return (
        <FixBand>
          <Countdown until={resetsAt(error)} />
          <ResetLine refusal={refusal} style="time" />
        </FixBand>
      );
    case "forbidden":
      return (
        <FixBand>
          <BuyersLine about="buyersRole" />
        </FixBand>
      );
    case "not_signed_in":
    case "session_expired":
      return <FixBand action={<SignInLink label={t("signIn")} />}>{null}</FixBand>;
    default:
      return null;
  }
}

function ResetLine({ refusal, style }: { refusal: Refusal; style: "dayTime" | "time" }) {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  const { org } = useChat();
  const moment = resetsAt(refusal.error);
  if (moment === null) return null;
  const text = formatDate(moment, locale, { style, timeZone: org.timeZone });
  return (
    <span className="block text-muted-foreground tabular-nums">
      {style === "time"
        ? t("resetsHour", { time: text, zone: org.timeZone })
        : t("resets", { date: text, zone: org.timeZone })}
    </span>
  );
}

/** The product sends no mail for it: the note is copied, and goes by whatever way people talk. */
function AskButton({ about, refusal }: { about: "credits" | "limit"; refusal: Refusal }) {
  const t = useTranslations("chat.wall");
  const locale = useLocale();
  const { org } = useChat();
  const link = typeof window === "undefined" ? "" : `${window.location.origin}/o/${org.slug}/credits`;
  const month = gateChecks(refusal.error)
    .filter((check) => check.kind !== "balance")
    .find((check) => check.kind === "month");
  const figure = (count: number | null | undefined): string => formatTokens(count ?? 0, locale);
  const text =
    about === "credits"
      ? t("requestText", { org: org.name, link })
      : t("requestTextLimit", { org: org.name, link, used: figure(month?.used), allowed: figure(month?.allowed) });
  return <CopyButton text={text} label={t("copyRequest")} variant="primary" size="lg" />;
}
