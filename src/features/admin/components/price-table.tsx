"use client";

import { useLocale, useTranslations } from "next-intl";
import { TokenCount } from "~/components/brand/token-count";
import { Badge } from "~/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import { formatTokens } from "~/lib/format-tokens";
import { formatUsdPrice } from "~/lib/format-usd";
import { PriceVersion, rates } from "./price-version";
import type { PricedModel } from "./prices-page";

/** A row a model, and one more for each price of a long context. */
export function PriceTable({ models }: { models: readonly PricedModel[] }) {
  const t = useTranslations("admin.prices");
  return (
    <Table aria-label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">{t("model")}</TableHead>
          {rates.map((rate) => (
            <TableHead key={rate} numeric>
              {t(rate)}
            </TableHead>
          ))}
          <TableHead numeric>{t("context")}</TableHead>
          <TableHead>{t("version")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {models.map((model) => (
          <ModelRows key={model.id} model={model} />
        ))}
      </TableBody>
    </Table>
  );
}

function ModelRows({ model }: { model: PricedModel }) {
  const t = useTranslations("admin.prices");
  const locale = useLocale();
  const [base, ...longer] = model.price?.tiers ?? [];
  return (
    <>
      <TableRow className={longer.length > 0 ? "[&>td]:border-b-transparent" : undefined}>
        <TableCell height="tall" className="w-full min-w-48 max-w-0">
          <span className="flex items-center gap-2">
            <span className="min-w-0 truncate font-medium">{model.displayName}</span>
            {model.kind === "embedding" ? <Badge tone="outline">{t("embedding")}</Badge> : null}
            {model.enabled ? null : <Badge>{t("disabled")}</Badge>}
          </span>
          <span className="block truncate font-mono text-muted-foreground text-xs">{model.id}</span>
        </TableCell>
        {base === undefined ? (
          <TableCell height="tall" colSpan={rates.length}>
            <Badge tone="warning">{t("noPrice")}</Badge>
          </TableCell>
        ) : (
          <Rates tier={base} locale={locale} />
        )}
        <TableCell height="tall" numeric className="text-muted-foreground">
          <TokenCount count={model.contextWindow} compact />
        </TableCell>
        <TableCell height="tall" className="text-muted-foreground">
          {model.price === null ? "—" : <PriceVersion price={model.price} />}
        </TableCell>
      </TableRow>
      {longer.map((tier, index) => (
        <TableRow
          key={tier.fromInputTokens.toString()}
          className={cn("[&>td]:h-9", index < longer.length - 1 && "[&>td]:border-b-transparent")}
        >
          <TableCell className="pl-8 text-muted-foreground text-xs">
            {t("longContext", { tokens: formatTokens(tier.fromInputTokens, locale) })}
          </TableCell>
          <Rates tier={tier} locale={locale} muted />
          <TableCell />
          <TableCell />
        </TableRow>
      ))}
    </>
  );
}

function Rates(props: { tier: NonNullable<PricedModel["price"]>["tiers"][number]; locale: string; muted?: boolean }) {
  return rates.map((rate) => (
    <TableCell key={rate} numeric className={props.muted ? "text-muted-foreground" : undefined}>
      {/* pusd a token are micro-dollars a million tokens. */}
      {formatUsdPrice(props.tier[rate] * 1_000_000n, props.locale)}
    </TableCell>
  ));
}
