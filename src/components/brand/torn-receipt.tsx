"use client";

import { type ComponentProps, type CSSProperties, type ReactNode, useId } from "react";
import { cn } from "~/lib/cn";
import { SplitCoin } from "./split-coin";

/**
 * Paper with a zigzag foot that holds a calculation. Fill it with `ReceiptHeader`, `ReceiptLine`,
 * `ReceiptRule` and `ReceiptTotal`. `unroll` plays once when it opens; `paper` tints a copy;
 * `shadow` is off where it lies in the page (phones), deep where it is the picture.
 */
export function TornReceipt({
  className,
  paperClassName,
  unroll = false,
  shadow = true,
  paper,
  children,
  ...props
}: ComponentProps<"div"> & { unroll?: boolean; shadow?: boolean | "deep"; paper?: string; paperClassName?: string }) {
  const teeth = useId();
  const style: (CSSProperties & { "--paper": string }) | undefined = paper ? { "--paper": paper } : undefined;
  return (
    <div
      className={cn("receipt w-[344px] max-w-full", className)}
      data-unroll={unroll}
      data-shadow={shadow === true ? undefined : shadow || "none"}
      style={style}
      {...props}
    >
      <div
        className={cn(
          "rounded-t-lg border border-b-0 bg-(--paper) px-4 pt-3.5 pb-2.5 text-popover-foreground",
          paperClassName,
        )}
      >
        {children}
      </div>
      <svg className="receipt-tear" height="7" aria-hidden>
        <defs>
          <pattern id={teeth} width="10" height="7" patternUnits="userSpaceOnUse">
            <path d="M-.5 -1 L-.5 1 L5 5.5 L10.5 1 L10.5 -1" />
          </pattern>
        </defs>
        <rect width="100%" height="7" fill={`url(#${teeth})`} />
      </svg>
    </div>
  );
}

export function ReceiptHeader(props: { title: ReactNode; number?: ReactNode; when?: ReactNode }) {
  return (
    <div className="mb-2 flex items-baseline gap-2">
      <span className="font-semibold text-sm">{props.title}</span>
      {props.number ? <span className="num text-muted-foreground text-xs">{props.number}</span> : null}
      <span className="flex-1" />
      {props.when ? <span className="text-muted-foreground text-xs tabular-nums">{props.when}</span> : null}
    </div>
  );
}

/** Label, detail in muted, a dotted leader, the figure at the right edge. */
export function ReceiptLine(props: {
  label: ReactNode;
  detail?: ReactNode;
  value: ReactNode;
  strong?: boolean;
  muted?: boolean;
  className?: string;
}) {
  return (
    <div
      className={cn(
        "flex items-baseline gap-1.5 text-xs leading-[19px]",
        props.strong && "font-medium",
        props.muted && "text-muted-foreground",
        props.className,
      )}
    >
      <span className="min-w-0">
        {props.label}
        {props.detail ? <span className="text-muted-foreground"> {props.detail}</span> : null}
      </span>
      <span aria-hidden className="receipt-leader" />
      <span className="num whitespace-nowrap">{props.value}</span>
    </div>
  );
}

export function ReceiptRule({ className }: { className?: string }) {
  return <hr className={cn("my-2 h-0 border-input border-t border-dashed", className)} />;
}

/** The last line: what it came to, with the coin. `big` on public pages. */
export function ReceiptTotal(props: { label: ReactNode; detail?: ReactNode; value: ReactNode; big?: boolean }) {
  return (
    <div className={cn("flex items-center gap-2", !props.big && "py-0.5")}>
      <span className={cn("font-medium", props.big ? "text-lg" : "text-sm")}>{props.label}</span>
      {props.detail ? <span className="text-muted-foreground text-xs">{props.detail}</span> : null}
      <span className="flex-1" />
      <SplitCoin size={props.big ? "md" : "sm"} />
      <span
        className={cn(
          "num",
          props.big ? "font-medium text-[26px] leading-8 tracking-[-0.03em]" : "font-semibold text-[17px] leading-6",
        )}
      >
        {props.value}
      </span>
    </div>
  );
}
