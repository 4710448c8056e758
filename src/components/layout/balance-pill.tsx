"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { TallyMeter, type TallyTone } from "~/components/brand/tally-meter";
import { buttonVariants } from "~/components/ui/button";
import { cn } from "~/lib/cn";

export type Balance = {
  href: string;
  /** What can be spent now, in ucr. */
  ucr: bigint;
  /** Share of what was granted that is left, 0 to 100. */
  percent: number;
  tone?: TallyTone;
  /** A line under the meter: "about 8 days left", "1,000 arrive on 1 Dec". */
  caption?: ReactNode;
};

/** The balance in the sidebar: amount, meter, days left. Outlined while its page is open. */
export function BalancePill(props: Balance) {
  const t = useTranslations("shell");
  const active = usePathname().startsWith(props.href);
  const empty = props.tone === "destructive";
  return (
    <Link
      href={props.href}
      aria-current={active ? "page" : undefined}
      className={cn(
        "mb-2.5 block rounded-lg border bg-card px-3 pt-2.5 pb-[11px] text-foreground transition-colors duration-[120ms] hover:border-input",
        active && "border-primary shadow-[inset_0_0_0_1px_var(--primary)] hover:border-primary",
      )}
    >
      <span className="flex items-center justify-between text-muted-foreground text-xs">
        {t("credits")}
        {empty ? (
          <span className="font-medium text-destructive">{t("balanceEmpty")}</span>
        ) : (
          <ChevronRight aria-hidden className="size-3.5" />
        )}
      </span>
      <CreditAmount
        ucr={props.ucr}
        coin
        counts
        className={cn("mt-[3px] mb-2 gap-[7px]", empty && "[&_svg]:text-destructive")}
        figureClassName="font-medium text-[17px] leading-[22px]"
      />
      <TallyMeter percent={props.percent} tone={props.tone ?? "credit"} />
      {props.caption ? <span className="mt-[7px] block text-muted-foreground text-xs">{props.caption}</span> : null}
    </Link>
  );
}

/** The same on a phone: coin and amount in the top bar. */
export function BalanceButton(props: Pick<Balance, "href" | "ucr" | "tone">) {
  const t = useTranslations("shell");
  return (
    <Link
      href={props.href}
      className={cn(
        buttonVariants(),
        "h-9 gap-[7px] [&_svg]:text-credit",
        props.tone === "destructive" && "[&_svg]:text-destructive",
      )}
    >
      <span className="sr-only">{t("credits")}</span>
      <CreditAmount ucr={props.ucr} coin counts />
    </Link>
  );
}
