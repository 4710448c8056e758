"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { SplitCoin } from "~/components/brand/split-coin";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { cn } from "~/lib/cn";
import { creditPlural } from "~/lib/format-credits";
import { useCreditText } from "../../hooks/use-credit-text";
import { useIsPhone } from "../../hooks/use-media";

const ReceiptPaper = dynamic(() => import("./receipt-paper").then((module) => module.ReceiptPaper), { ssr: false });

/** What an answer cost; opens its receipt beside the thread, on a phone in place. */
export function ReceiptChip({ messageId, chargedUcr }: { messageId: string; chargedUcr: bigint }) {
  const t = useTranslations("chat.receipt");
  const common = useTranslations("common");
  const locale = useLocale();
  const creditText = useCreditText();
  const isPhone = useIsPhone();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  const chip = (
    <button
      type="button"
      aria-label={t("open", { amount: creditText(chargedUcr) })}
      aria-expanded={isOpen}
      onClick={isPhone ? () => setOpen(!isOpen) : undefined}
      className={cn(
        "relative inline-flex h-7 items-center gap-1.5 rounded-md border bg-card pr-2 pl-[7px] text-xs transition-colors duration-[120ms] hover:border-input",
        "pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2",
        isOpen && "border-primary bg-credit-soft hover:border-primary",
      )}
    >
      <SplitCoin size="xs" className="size-[13px]" />
      <span>
        <CreditAmount ucr={chargedUcr} className="text-foreground" />{" "}
        {common("creditWord", { form: creditPlural(chargedUcr, locale) })}
      </span>
      <Chevron aria-hidden className="size-3.5" />
    </button>
  );
  if (isPhone) {
    return (
      <>
        {chip}
        {isOpen ? (
          <section aria-label={t("label")} className="mt-2 ml-[7px] w-full basis-full text-foreground">
            <ReceiptPaper messageId={messageId} isInPlace />
          </section>
        ) : null}
      </>
    );
  }
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{chip}</PopoverTrigger>
      <PopoverContent bare aria-label={t("label")} align="end" alignOffset={-132} className="[animation:none]">
        <ReceiptPaper messageId={messageId} />
      </PopoverContent>
    </Popover>
  );
}
