import { cn } from "~/lib/cn";
import { guillochePath } from "./guilloche";

/** Three bands, as on a banknote: each a wavy circle turned a little, a dozen times over. */
const bands = [
  { id: "rosette-outer", radius: 318, amplitude: 70, lobes: 12, turn: 2.5 },
  { id: "rosette-middle", radius: 218, amplitude: 62, lobes: 10, turn: 3 },
  { id: "rosette-inner", radius: 124, amplitude: 52, lobes: 8, turn: 3.75 },
];

/** Beside the path itself, which makes twelve. */
const copies = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/**
 * The guilloché behind public pages and first-run empty states, nowhere else. Drawn from formulas;
 * one of them on a page, since its paths have fixed ids.
 */
export function Rosette({ className }: { className?: string }) {
  return (
    <svg
      viewBox="-400 -400 800 800"
      aria-hidden
      className={cn("pointer-events-none absolute [mask:radial-gradient(closest-side,#000_62%,#0000_100%)]", className)}
    >
      <g fill="none" stroke="var(--credit)" strokeWidth="0.55">
        {bands.map((band) => (
          <g key={band.id}>
            <path id={band.id} d={guillochePath(band)} />
            {copies.map((copy) => (
              <use key={copy} href={`#${band.id}`} transform={`rotate(${copy * band.turn})`} />
            ))}
          </g>
        ))}
      </g>
    </svg>
  );
}
