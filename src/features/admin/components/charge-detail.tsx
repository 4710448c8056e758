"use client";

import { useLocale, useTranslations } from "next-intl";
import { Equation } from "~/components/brand/equation";
import { receiptRemarks } from "~/features/credits/entry-text";
import { equationText } from "~/features/credits/equation-text";
import { cn } from "~/lib/cn";
import { formatCredits } from "~/lib/format-credits";
import type { OrgCharge } from "../org-charge";

/** What a charge was computed from, and what is to be said about it. */
export function ChargeDetail(props: { charge: OrgCharge; timeZone: string; className?: string }) {
  const t = useTranslations("credits");
  const admin = useTranslations("admin.org");
  const locale = useLocale();
  const { charge, timeZone } = props;
  const words = { t, locale, timeZone };
  const held = formatCredits(charge.heldUcr, locale, { precision: "exact" });
  return (
    <div className={cn("flex flex-col gap-1.5", props.className)}>
      <Equation terms={equationText(words, charge)} />
      <p className="break-words text-muted-foreground text-xs">
        {[
          ...receiptRemarks(words, { charge, corrections: [] }),
          admin("requestId", { id: charge.requestId, held }),
        ].join(" ")}
      </p>
    </div>
  );
}
