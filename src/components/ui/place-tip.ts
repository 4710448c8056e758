type Side = "top" | "right" | "bottom" | "left";
type Align = "start" | "center" | "end";

const GAP = 6;
const MARGIN = 8;

/** Puts a shown, fixed element beside a rectangle; on the other side where it would leave the window. */
export function placeTip(tip: HTMLElement, anchor: DOMRect, side: Side, align: Align): void {
  const size = tip.getBoundingClientRect();
  const view = { width: window.innerWidth, height: window.innerHeight };
  const { left, top } = tipPosition(size, anchor, view, side, align);
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

type Size = { width: number; height: number };
type Box = Size & { left: number; top: number };

/** Where the corner of the tip goes, in px of the window; never outside it. */
export function tipPosition(
  tip: Size,
  anchor: Box,
  view: Size,
  side: Side,
  align: Align,
): { left: number; top: number } {
  const vertical = side === "top" || side === "bottom";
  const before = vertical ? anchor.top - GAP - tip.height : anchor.left - GAP - tip.width;
  const after = vertical ? anchor.top + anchor.height + GAP : anchor.left + anchor.width + GAP;
  const room = vertical ? view.height - tip.height : view.width - tip.width;
  const wantsBefore = side === "top" || side === "left";
  const main = wantsBefore ? (before < MARGIN ? after : before) : after > room - MARGIN ? before : after;
  const [start, length, own] = vertical
    ? [anchor.left, anchor.width, tip.width]
    : [anchor.top, anchor.height, tip.height];
  const cross = align === "start" ? start : align === "end" ? start + length - own : start + (length - own) / 2;
  const left = vertical ? cross : main;
  const top = vertical ? main : cross;
  return { left: clamp(left, view.width - tip.width), top: clamp(top, view.height - tip.height) };
}

function clamp(value: number, room: number): number {
  return Math.max(MARGIN, Math.min(value, room - MARGIN));
}
