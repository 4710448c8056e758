export type Guilloche = { radius: number; amplitude: number; lobes: number };

const SEGMENTS_PER_LOBE = 10;

/**
 * The closed curve r = radius + amplitude * cos(lobes * angle) as SVG path data: cubic segments whose
 * handles come from the exact derivative, so that a few of them suffice. Coordinates have one decimal.
 */
export function guillochePath({ radius, amplitude, lobes }: Guilloche): string {
  const steps = lobes * SEGMENTS_PER_LOBE;
  const step = (2 * Math.PI) / steps;
  const point = (angle: number): [number, number] => {
    const r = radius + amplitude * Math.cos(lobes * angle);
    return [r * Math.cos(angle), r * Math.sin(angle)];
  };
  const slope = (angle: number): [number, number] => {
    const r = radius + amplitude * Math.cos(lobes * angle);
    const dr = -amplitude * lobes * Math.sin(lobes * angle);
    return [dr * Math.cos(angle) - r * Math.sin(angle), dr * Math.sin(angle) + r * Math.cos(angle)];
  };
  const start = point(0);
  let path = `M${figure(start[0])} ${figure(start[1])}`;
  for (let index = 0; index < steps; index += 1) {
    const from = index * step;
    const to = from + step;
    const [x0, y0] = point(from);
    const [x1, y1] = point(to);
    const [dx0, dy0] = slope(from);
    const [dx1, dy1] = slope(to);
    const third = step / 3;
    path += `C${figure(x0 + dx0 * third)} ${figure(y0 + dy0 * third)} ${figure(x1 - dx1 * third)} ${figure(y1 - dy1 * third)} ${figure(x1)} ${figure(y1)}`;
  }
  return `${path}Z`;
}

/** One decimal, and never "-0". */
function figure(value: number): string {
  return String(Math.round(value * 10) / 10 || 0);
}
