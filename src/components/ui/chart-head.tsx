"use client";

import { type LucideIcon, Table2 } from "lucide-react";
import { Button } from "./button";
import { PartTitle } from "./card";
import { Tooltip } from "./tooltip";

/** Title and finding of a chart, and the switch between it and its table. `toggle` says what the switch shows next. */
export function ChartHead(props: {
  title: string;
  finding: string;
  toggle: string;
  asTable: boolean;
  onToggle: () => void;
  chart: LucideIcon;
}) {
  const Icon = props.asTable ? props.chart : Table2;
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <PartTitle>{props.title}</PartTitle>
        <p className="mt-0.5 max-w-[430px] text-muted-foreground text-xs leading-[18px]">{props.finding}</p>
      </div>
      <Tooltip content={props.toggle}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={props.toggle}
          aria-pressed={props.asTable}
          onClick={props.onToggle}
        >
          <Icon aria-hidden />
        </Button>
      </Tooltip>
    </div>
  );
}
