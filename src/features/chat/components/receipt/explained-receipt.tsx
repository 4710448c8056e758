"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatUsd, formatUsdPrice } from "~/lib/format-usd";
import { api } from "~/trpc/react";
import type { ReceiptCharge } from "../../chat.schema";
import { useChat } from "../../hooks/chat-context";
import { useCreditText } from "../../hooks/use-credit-text";
import { MarkupTier } from "./receipt-charge";
import { ReceiptPaper } from "./receipt-paper";

/** The receipt of an answer in place, and beside it one plain sentence for each of its parts. */
export function ExplainedReceipt({ messageId }: { messageId: string }) {
  const t = useTranslations("chat.receipt");
  // The paper asks for the same: one request serves both, and follows a charge that is still being worked out.
  const { data: receipt } = api.chat.receipt.useQuery({ messageId });
  const charge = receipt?.charges.at(-1);
  return (
    <section
      aria-label={t("label")}
      className="grid items-start gap-x-8 gap-y-5 md:grid-cols-[minmax(0,344px)_minmax(0,1fr)]"
    >
      <ReceiptPaper messageId={messageId} isInPlace />
      {charge === undefined ? null : <Explanation charge={charge} calls={receipt?.charges.length ?? 1} />}
    </section>
  );
}

function Explanation({ charge, calls }: { charge: ReceiptCharge; calls: number }) {
  const t = useTranslations("chat.receipt.explained");
  const locale = useLocale();
  const creditText = useCreditText();
  const { org } = useChat();
  const isOutput = (kind: string) => kind === "output" || kind === "reasoning";
  const tokens = (counts: (kind: string) => boolean) =>
    Number(charge.lines.reduce((sum, line) => (counts(line.kind) ? sum + line.tokens : sum), 0n));
  const last = charge.corrections.at(-1);
  const creditPrice = formatUsdPrice(charge.markup.creditPricePusd, locale);
  return (
    <div>
      <h2 className="sr-only">{t("label")}</h2>
      <dl className="flex flex-col gap-3 text-sm">
        <Part name={t("tokens")}>
          {t("tokensText", { input: tokens((kind) => !isOutput(kind)), output: tokens(isOutput) })}
        </Part>
        <Part name={t("cost")}>{t("costText", { cost: formatUsd(charge.costPusd, locale) })}</Part>
        <Part name={t("markup")}>
          {t.rich("markupText", {
            price: formatUsd(charge.markedUpPusd, locale),
            m: () => <MarkupTier markup={charge.markup} />,
          })}
        </Part>
        <Part name={t("credits")}>
          {t("creditsText", { creditPrice, amount: creditText(last?.chargedUcr ?? charge.chargedUcr) })}
        </Part>
        <Part name={t("balance")}>
          {t("balanceText", { org: org.name, balance: creditText(last?.balanceAfterUcr ?? charge.balanceAfterUcr) })}
        </Part>
      </dl>
      {calls > 1 ? <p className="mt-3 text-muted-foreground text-xs">{t("calls", { count: calls })}</p> : null}
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd className="text-muted-foreground">{children}</dd>
    </div>
  );
}
