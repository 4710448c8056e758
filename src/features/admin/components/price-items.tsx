"use client";

import { useLocale, useTranslations } from "next-intl";
import { TokenCount } from "~/components/brand/token-count";
import { Badge } from "~/components/ui/badge";
import { DataList } from "~/components/ui/data-list";
import { formatTokens } from "~/lib/format-tokens";
import { formatUsdPrice } from "~/lib/format-usd";
import { PriceVersion, rates } from "./price-version";
import type { PricedModel } from "./prices-page";

/** On a narrow screen: a model, then its rates, then those of a long context. */
export function PriceItems({ models }: { models: readonly PricedModel[] }) {
  const t = useTranslations("admin.prices");
  const locale = useLocale();
  return (
    <DataList className="lg:hidden">
      {models.map((model) => (
        <li key={model.id} className="flex flex-col gap-2 border-b px-4 py-3 last:border-b-0">
          <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
            <span className="flex min-w-0 items-center gap-2">
              <span className="min-w-0 truncate font-medium">{model.displayName}</span>
              {model.kind === "embedding" ? <Badge tone="outline">{t("embedding")}</Badge> : null}
              {model.enabled ? null : <Badge>{t("disabled")}</Badge>}
              {model.price === null ? <Badge tone="warning">{t("noPrice")}</Badge> : null}
            </span>
            <TokenCount count={model.contextWindow} compact className="text-right text-muted-foreground" />
            <span className="min-w-0 truncate font-mono text-muted-foreground text-xs">{model.id}</span>
            <span className="text-right text-muted-foreground text-xs">
              {model.price === null ? null : <PriceVersion price={model.price} />}
            </span>
          </div>
          {model.price?.tiers.map((tier, index) => (
            <div key={tier.fromInputTokens.toString()}>
              {index === 0 ? null : (
                <p className="mb-1 text-muted-foreground text-xs">
                  {t("longContext", { tokens: formatTokens(tier.fromInputTokens, locale) })}
                </p>
              )}
              <dl className="grid grid-cols-3 gap-x-3 gap-y-1 text-xs">
                {rates.map((rate) => (
                  <div key={rate} className="min-w-0">
                    <dt className="truncate text-muted-foreground">{t(rate)}</dt>
                    {/* pusd a token are micro-dollars a million tokens. */}
                    <dd className="num">{formatUsdPrice(tier[rate] * 1_000_000n, locale)}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </li>
      ))}
    </DataList>
  );
}
