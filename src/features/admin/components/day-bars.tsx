"use client";

import { useLocale } from "next-intl";
import { axisText, ValueAxis } from "~/components/brand/value-axis";
import { useWidth } from "~/components/ui/use-width";
import { dayOfMonth } from "~/features/credits/calendar";
import { axisFromZero, linear } from "~/features/credits/chart-scale";
import { formatCredits } from "~/lib/format-credits";
import type { UsageDay } from "../all-days";

const height = 220;
const top = 12;
const bottom = height - 24;

/** A bar a day, drawn to the width there is. */
export function DayBars({ days, label }: { days: readonly UsageDay[]; label: string }) {
  const locale = useLocale();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const axis = axisFromZero(Math.max(0, ...days.map((day) => Number(day.chargedUcr) / 1_000_000)));
  const figures = axis.ticks.map((tick) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(tick));
  const left = 12 + Math.max(...figures.map((figure) => figure.length)) * 6.7;
  const y = linear([0, axis.max], [bottom, top]);
  const slot = (width - left) / days.length;
  const bar = Math.min(40, slot * 0.62);
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
        <ValueAxis ticks={axis.ticks} figures={figures} y={y} left={left} right={width} />
        {days.map((day, index) => {
          const from = y(Number(day.chargedUcr) / 1_000_000);
          const centre = left + slot * (index + 0.5);
          return (
            <g key={day.day}>
              <title>{formatCredits(day.chargedUcr, locale)}</title>
              <rect
                x={centre - bar / 2}
                width={bar}
                y={from}
                height={Math.max(0, bottom - from)}
                className="fill-chart-1"
                rx={1}
              />
              <text x={centre} y={height - 7} textAnchor="middle" className={axisText}>
                {dayOfMonth(day.day)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
