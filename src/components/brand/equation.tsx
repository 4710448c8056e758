import { cn } from "~/lib/cn";

/**
 * A calculation in one line: signs between small columns of label and figure; the result in the ink of
 * credits. Spread over the width of a table, wrapped where there is less.
 */
export function Equation(props: {
  terms: readonly { sign: string | null; label: string; value: string; isResult: boolean }[];
  className?: string;
}) {
  return (
    <p className={cn("flex flex-wrap items-center gap-x-2 gap-y-2 text-xs lg:justify-between", props.className)}>
      {props.terms.map((term) => (
        <span key={`${term.sign} ${term.label}`} className="contents">
          {term.sign ? <span className="text-muted-foreground">{term.sign}</span> : null}
          <span className="min-w-0">
            <span className="block text-muted-foreground">{term.label}</span>
            <span className={cn("num block", term.isResult && "font-medium text-credit")}>{term.value}</span>
          </span>
        </span>
      ))}
    </p>
  );
}
