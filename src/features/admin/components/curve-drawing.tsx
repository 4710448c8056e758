"use client";

import { useLocale, useTranslations } from "next-intl";
import { axisText, ValueAxis } from "~/components/brand/value-axis";
import { useWidth } from "~/components/ui/use-width";
import { axisFromZero, linear } from "~/features/credits/chart-scale";
import { formatCredits } from "~/lib/format-credits";
import { formatUsdPrice } from "~/lib/format-usd";
import type { Cliff, CurvePiece } from "../markup-curve";

const height = 300;
const top = 20;
const bottom = height - 26;

type Curve = { endPusd: bigint; pieces: CurvePiece[]; cliffs: Cliff[] };

/** The pieces of the curve; where one ends above the next, the fall between them in red. */
export function CurveDrawing({
  curve,
  label,
  tried,
}: {
  curve: Curve;
  label: string;
  tried: { x: number; y: number } | null;
}) {
  const t = useTranslations("admin.markup");
  const locale = useLocale();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const end = Number(curve.endPusd) / 1e12;
  const axis = axisFromZero(Math.max(...curve.pieces.flatMap(({ from, to }) => [from.y, to.y])), 3);
  const left = 34;
  const x = linear([0, end], [left, width - 10]);
  const y = linear([0, axis.max], [bottom, top]);
  const steps = [0n, 1n, 2n, 3n].map((third) => (curve.endPusd * third) / 3n);
  return (
    <div ref={box} className="mt-3 w-full">
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="block max-w-full overflow-visible"
      >
        <ValueAxis
          ticks={axis.ticks}
          figures={axis.ticks.map((tick) => new Intl.NumberFormat(locale).format(tick))}
          y={y}
          left={left}
          right={width - 10}
          gap={8}
        />
        {steps.map((pusd, index) => (
          <text
            key={pusd.toString()}
            x={x(Number(pusd) / 1e12)}
            y={height - 6}
            textAnchor={index === steps.length - 1 ? "end" : "middle"}
            className={axisText}
          >
            {formatUsdPrice(pusd, locale)}
          </text>
        ))}
        {curve.pieces.map(({ from, to }) => (
          <line
            key={from.x}
            x1={x(from.x)}
            y1={y(from.y)}
            x2={x(to.x)}
            y2={y(to.y)}
            className="stroke-chart-1"
            strokeWidth={2}
          />
        ))}
        {curve.cliffs.map((cliff) => {
          const at = x(Number(cliff.costPusd) / 1e12);
          const [high, low] = [y(Number(cliff.beforeUcr) / 1e6), y(Number(cliff.afterUcr) / 1e6)];
          const isRoomy = width > 480;
          return (
            <g key={cliff.costPusd.toString()}>
              <line
                x1={at}
                x2={at}
                y1={high}
                y2={low}
                className="stroke-destructive"
                strokeDasharray="2 4"
                strokeWidth={1.75}
              />
              <circle cx={at} cy={high} r={4} className="fill-card stroke-destructive" strokeWidth={2} />
              <circle cx={at} cy={low} r={4.5} className="fill-destructive" />
              <text x={at - 10} y={high + 4} textAnchor="end" className={axisText}>
                {formatCredits(cliff.beforeUcr, locale)}
              </text>
              <text x={at + 10} y={low + 16} className={axisText}>
                {formatCredits(cliff.afterUcr, locale)}
              </text>
              <text x={at + 14} y={high - 2} className="fill-destructive font-medium text-xs">
                {t("cliff")}
              </text>
              {isRoomy ? (
                <text x={at + 14} y={high + 14} className="fill-muted-foreground text-xs">
                  {t("cliffText", { credits: formatCredits(cliff.beforeUcr - cliff.afterUcr, locale) })}
                </text>
              ) : null}
            </g>
          );
        })}
        {tried === null ? null : (
          <circle cx={x(tried.x)} cy={y(tried.y)} r={4} className="fill-card stroke-chart-1" strokeWidth={2} />
        )}
      </svg>
    </div>
  );
}
