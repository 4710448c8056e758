"use client";

import { ChevronUp, ReceiptText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime } from "~/components/brand/date-time";
import { TokenCount } from "~/components/brand/token-count";
import { UsdAmount } from "~/components/brand/usd-amount";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { TableCell, TableRow } from "~/components/ui/table";
import { multiplierText } from "~/features/credits/equation-text";
import { cn } from "~/lib/cn";
import { isBasis, type OrgCharge, tokensOf } from "../org-charge";
import { ChargeDetail } from "./charge-detail";

export function ChargeRow(props: { charge: OrgCharge; timeZone: string; isOpen: boolean; onToggle: () => void }) {
  const t = useTranslations("credits");
  const admin = useTranslations("admin.org");
  const locale = useLocale();
  const { charge, isOpen, timeZone } = props;
  const number = charge.entrySeq?.toString() ?? "—";
  return (
    <>
      <TableRow
        interactive
        onClick={props.onToggle}
        className={cn(isOpen && "bg-background [&>td]:border-b-transparent")}
      >
        <TableCell className="text-muted-foreground">
          <DateTime date={charge.createdAt} timeZone={timeZone} />
        </TableCell>
        <TableCell className="max-w-40 truncate">{charge.userName ?? t("who.former")}</TableCell>
        <TableCell className="w-full min-w-40 max-w-0">
          <span className="flex items-center gap-2">
            <span className="min-w-0 truncate">{charge.modelName ?? charge.modelId}</span>
            {charge.purpose === "chat" ? null : <Badge>{t(`what.${badgeOf(charge.purpose)}`)}</Badge>}
            {charge.late ? <Badge tone="warning">{admin("late")}</Badge> : null}
          </span>
        </TableCell>
        <TableCell className="text-muted-foreground">
          {isBasis(charge.basis) ? admin(`bases.${charge.basis}`) : charge.basis}
        </TableCell>
        <TableCell numeric className="text-muted-foreground">
          <TokenCount count={tokensOf(charge)} />
        </TableCell>
        <TableCell numeric>
          <UsdAmount pusd={charge.costPusd} />
        </TableCell>
        <TableCell numeric className="text-muted-foreground">
          {`×${multiplierText(charge.multiplierBp, locale)}`}
        </TableCell>
        <TableCell numeric className="font-medium">
          {charge.chargeUcr === 0n ? (
            <span className="font-sans text-muted-foreground">{admin("free")}</span>
          ) : (
            <CreditAmount ucr={charge.chargeUcr} />
          )}
        </TableCell>
        <TableCell className="pl-0 text-right">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t(isOpen ? "entries.close" : "entries.open", { number })}
            aria-expanded={isOpen}
            onClick={(event) => {
              event.stopPropagation();
              props.onToggle();
            }}
          >
            {isOpen ? <ChevronUp aria-hidden /> : <ReceiptText aria-hidden />}
          </Button>
        </TableCell>
      </TableRow>
      {isOpen ? (
        <tr>
          <td colSpan={9} className="border-b bg-background p-0">
            <ChargeDetail charge={charge} timeZone={timeZone} className="py-2 pr-4 pb-3 pl-16" />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function badgeOf(purpose: string): "titleMade" | "embedding" | "api" {
  if (purpose === "title") return "titleMade";
  return purpose === "api" ? "api" : "embedding";
}
