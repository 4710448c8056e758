"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { PartTitle } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import { chargeUcr, holdUcr } from "~/features/ledger/markup";
import { formatCredits } from "~/lib/format-credits";
import { formatUsdPrice } from "~/lib/format-usd";
import { curveOf } from "../markup-curve";
import { parseDollars } from "../parse-dollars";
import { CurveDrawing } from "./curve-drawing";
import type { MarkupVersion } from "./markup-page";

/** What a call is charged, by what it cost; the cliff, where a dearer call is charged less; and one to try. */
export function MarkupCurve({ markup }: { markup: MarkupVersion }) {
  const t = useTranslations("admin.markup");
  const locale = useLocale();
  const [text, setText] = useState("0.0157");
  const id = useId();
  const curve = curveOf(markup);
  const [cliff] = curve.cliffs;
  const tried = parseDollars(text);
  const credits = (ucr: bigint) => formatCredits(ucr, locale);
  const finding = [
    t("curveFinding", {
      start: formatUsdPrice(curve.endPusd / 6n, locale),
      atStart: credits(chargeUcr(markup, curve.endPusd / 6n)),
      end: formatUsdPrice(curve.endPusd, locale),
      atEnd: credits(chargeUcr(markup, curve.endPusd)),
    }),
    cliff === undefined
      ? null
      : t("cliffFinding", {
          cost: formatUsdPrice(cliff.costPusd, locale),
          before: credits(cliff.beforeUcr),
          after: credits(cliff.afterUcr),
        }),
  ].filter((part) => part !== null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <PartTitle className="min-w-48 flex-1">{t("curve")}</PartTitle>
        <label htmlFor={id} className="flex items-center gap-2 text-muted-foreground text-xs">
          {t("try")}
          <Input
            id={id}
            aria-label={t("tryLabel")}
            aria-invalid={tried === null ? true : undefined}
            inputMode="decimal"
            className="num w-28"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <output className="text-muted-foreground text-xs">
          {tried === null ? (
            t("tryWrong")
          ) : (
            <>
              <span className="num font-medium text-credit text-sm">{credits(chargeUcr(markup, tried))}</span> ·{" "}
              {t("tryHold", { credits: credits(holdUcr(markup, tried)) })}
            </>
          )}
        </output>
      </div>
      <CurveDrawing
        curve={curve}
        label={finding.join(" ")}
        tried={
          tried === null || tried > curve.endPusd
            ? null
            : { x: Number(tried) / 1e12, y: Number(chargeUcr(markup, tried)) / 1e6 }
        }
      />
    </>
  );
}
