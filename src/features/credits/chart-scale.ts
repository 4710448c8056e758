/** An axis from 0 that ends on a round figure: 1, 2, 2.5 or 5 times a power of ten a step. */
export function axisFromZero(highest: number, wantedSteps = 4): { max: number; ticks: number[] } {
  if (!(highest > 0)) return { max: 1, ticks: [0, 1] };
  const rough = highest / wantedSteps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - power * 1e-9) ?? 10);
  const count = Math.ceil(highest / step - 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, index) => round(index * step));
  return { max: round(count * step), ticks };
}

/** Maps a range of values onto a range of pixels. */
export function linear(from: readonly [number, number], onto: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0] || 1;
  return (value) => onto[0] + ((value - from[0]) / span) * (onto[1] - onto[0]);
}

/** The path of a line through points, one decimal of a pixel each. */
export function linePath(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
