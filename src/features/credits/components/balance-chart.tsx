"use client";

import { type PointerEvent, useState } from "react";
import { axisText, ValueAxis } from "~/components/brand/value-axis";
import { useWidth } from "~/components/ui/use-width";
import { formatCredits } from "~/lib/format-credits";
import { type ChartPoint, chartPoints } from "../balance-chart-points";
import type { BalanceMonth } from "../balance-month";
import { axisFromZero, linear, linePath } from "../chart-scale";
import { useWords } from "../hooks/use-words";
import { ChartDayTip } from "./chart-day-tip";

const height = 254;
const top = 22;
const bottom = height - 26;
const noteText = "fill-muted-foreground text-xs";

/** The month as a line with its area, today, and what is expected, dashed. `label` states the finding. */
export function BalanceChart({ month, label }: { month: BalanceMonth; label: string }) {
  const { t, locale } = useWords();
  const [box, width] = useWidth<HTMLDivElement>(470);
  const [hovered, setHovered] = useState<number | null>(null);
  const points = chartPoints(month);
  const axis = axisFromZero(points.highest);
  const figures = axis.ticks.map((tick) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(tick));
  const left = 12 + Math.max(...figures.map((figure) => figure.length)) * 6.7;
  const x = linear([0, month.monthLength], [left, width - 8]);
  const y = linear([0, axis.max], [bottom, top]);
  const place = (point: ChartPoint) => ({ x: x(point.x), y: Math.min(bottom, y(point.y)) });
  const line = points.line.map(place);
  const now = place(points.now);
  const zero = points.zero === null ? null : place(points.zero);
  const path = linePath(line);
  const topUps = spaced(points.topUps.map((topUp) => ({ ...place(topUp), addedUcr: topUp.addedUcr })));

  function hover(event: PointerEvent<SVGSVGElement>): void {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const dayNumber = Math.ceil(((at - left) / (width - 8 - left)) * month.monthLength);
    const nearest = dayNumber - Number(month.days[0]?.day.slice(8) ?? 1);
    setHovered(nearest >= 0 && nearest < month.days.length ? nearest : null);
  }

  const day = hovered === null ? undefined : month.days[hovered];
  return (
    <div ref={box} className="relative mt-3 w-full">
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="block max-w-full touch-pan-y overflow-visible"
        onPointerMove={hover}
        onPointerLeave={() => setHovered(null)}
      >
        <ValueAxis ticks={axis.ticks} figures={figures} y={y} left={left} right={width - 8} />
        <path
          d={`${path}L${now.x.toFixed(1)} ${bottom}L${(line[0]?.x ?? left).toFixed(1)} ${bottom}Z`}
          className="fill-chart-1"
          opacity={0.1}
        />
        <path d={path} fill="none" className="stroke-chart-1" strokeWidth={2} strokeLinejoin="round" />
        <path
          d={linePath(points.forecast.map(place))}
          fill="none"
          className="stroke-warning"
          strokeWidth={1.75}
          strokeDasharray="3 4"
        />
        <line x1={now.x} x2={now.x} y1={top - 8} y2={bottom} className="stroke-control" strokeDasharray="2 3" />
        <text
          x={now.x + (now.x > width - 70 ? -6 : 6)}
          y={top}
          textAnchor={now.x > width - 70 ? "end" : "start"}
          className={noteText}
        >
          {t("month.today")}
        </text>
        {topUps.map((topUp) => (
          <text key={topUp.x} x={topUp.x - 6} y={Math.max(top + 14, topUp.y - 8)} textAnchor="end" className={noteText}>
            {t("month.topUp", {
              credits: formatCredits(topUp.addedUcr, locale, {
                precision: topUp.addedUcr % 1_000_000n === 0n ? "whole" : "rounded",
              }),
            })}
          </text>
        ))}
        <circle cx={now.x} cy={now.y} r={4} className="fill-card stroke-chart-1" strokeWidth={2} />
        {zero === null ? null : (
          <circle cx={zero.x} cy={zero.y} r={4} className="fill-card stroke-warning" strokeWidth={2} />
        )}
        <DayAxis month={month} x={x} zeroX={points.zero?.x ?? null} />
        {day === undefined ? null : (
          <line
            x1={x(Number(day.day.slice(8)) - 0.5)}
            x2={x(Number(day.day.slice(8)) - 0.5)}
            y1={top}
            y2={bottom}
            className="stroke-control"
          />
        )}
      </svg>
      {day === undefined ? null : <ChartDayTip day={day} at={x(Number(day.day.slice(8)) - 0.5)} width={width} />}
    </div>
  );
}

/** Every fifth day; the day of the end in the ink of the forecast, with the room it needs. */
function DayAxis({ month, x, zeroX }: { month: BalanceMonth; x: (value: number) => number; zeroX: number | null }) {
  const days = [1, 5, 10, 15, 20, 25, month.monthLength];
  const end = zeroX === null ? null : Math.min(month.monthLength, Math.floor(zeroX) + 1);
  return (
    <g>
      {days.map((day) => {
        if (end !== null && Math.abs(x(day - 0.5) - x(end - 0.5)) < 20) return null;
        return (
          <text key={day} x={x(day - 0.5)} y={height - 8} textAnchor="middle" className={axisText}>
            {day}
          </text>
        );
      })}
      {end === null ? null : (
        <text
          x={x(end - 0.5)}
          y={height - 8}
          textAnchor="middle"
          className="fill-warning font-medium font-mono text-[11px]"
        >
          {end}
        </text>
      )}
    </g>
  );
}

/** Labels that would run into each other are left out; the table has them all. */
function spaced<Label extends { x: number }>(labels: readonly Label[]): Label[] {
  const kept: Label[] = [];
  for (const label of labels.toReversed()) {
    const before = kept.at(-1);
    if (label.x > 70 && (before === undefined || before.x - label.x > 56)) kept.push(label);
  }
  return kept;
}
