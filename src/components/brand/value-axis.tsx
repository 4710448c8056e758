export const axisText = "fill-muted-foreground font-mono text-[11px]";

/** Inside a drawing: a line across it at each tick of its scale, with the figure before it. */
export function ValueAxis(props: {
  ticks: readonly number[];
  figures: readonly string[];
  y: (value: number) => number;
  left: number;
  right: number;
  gap?: number;
}) {
  const { left, right, y, gap = 6 } = props;
  return props.ticks.map((tick, index) => (
    <g key={tick}>
      <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} className="stroke-border" />
      <text x={left - gap} y={y(tick) + 4} textAnchor="end" className={axisText}>
        {props.figures[index]}
      </text>
    </g>
  ));
}
