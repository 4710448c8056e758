import { cn } from "~/lib/cn";

const FIGURES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/**
 * A figure whose digits roll to their new place when it changes (400 ms; a jump under reduced
 * motion). Places are keyed from the right, so that units stay units when a digit is added.
 */
export function RollingFigure({ text, className }: { text: string; className?: string }) {
  const characters = [...text];
  return (
    <span className={cn("digits", className)}>
      <span className="sr-only">{text}</span>
      {characters.map((character, index) => {
        const place = characters.length - index;
        const digit = FIGURES.indexOf(character);
        if (digit < 0) {
          return (
            <span key={`${place}-mark`} aria-hidden className="whitespace-pre">
              {character}
            </span>
          );
        }
        return (
          <span key={place} aria-hidden className="digit">
            <span className="digit-column" style={{ transform: `translateY(${-digit}lh)` }}>
              {FIGURES.map((figure) => (
                <span key={figure}>{figure}</span>
              ))}
            </span>
          </span>
        );
      })}
    </span>
  );
}
