import type { CSSProperties } from "react";
import { cn } from "~/lib/cn";

export type TallyTone = "credit" | "warning" | "destructive";

/**
 * A share as fine ticks that fill once. `percent` 0 to 100. Without a `tone` it is a limit: amber
 * from 80, red at 100; a balance passes its own, since there less is worse. `mark` draws the line
 * at 80. Give `label` and `valueText` where no text beside it says the same; else it is decoration.
 */
export function TallyMeter(props: {
  percent: number;
  tone?: TallyTone;
  mark?: boolean;
  label?: string;
  valueText?: string;
  className?: string;
}) {
  const percent = Math.min(100, Math.max(0, Number.isFinite(props.percent) ? props.percent : 0));
  const style: CSSProperties & { "--tally": number } = { "--tally": percent };
  const naming = props.label
    ? {
        role: "meter",
        "aria-label": props.label,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": Math.round(percent),
        "aria-valuetext": props.valueText,
      }
    : { "aria-hidden": true };
  return (
    <span {...naming} className={cn("tally", props.className)} data-tone={props.tone ?? limitTone(percent)}>
      <span className="tally-ticks" style={style} />
      {props.mark ? <span className="tally-mark" /> : null}
    </span>
  );
}

function limitTone(percent: number): TallyTone {
  if (percent >= 100) return "destructive";
  return percent >= 80 ? "warning" : "credit";
}
