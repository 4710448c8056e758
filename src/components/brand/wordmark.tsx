import { cn } from "~/lib/cn";
import { SplitCoin } from "./split-coin";

/** The coin and the name of the product, as on public pages. The name is a brand: the same in every language. */
export function Wordmark({ name, className }: { name: string; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-[9px] font-semibold text-[1rem] tracking-[-0.02em]", className)}>
      <SplitCoin size="md" className="size-[22px]" />
      {name}
    </span>
  );
}
