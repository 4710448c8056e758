import { cn } from "~/lib/cn";

/** One pack among others: a radio button drawn as an area with the amount and its price. */
export function CreditPack(props: { credits: string; price: string; checked: boolean; onChoose: () => void }) {
  return (
    <label
      className={cn(
        "relative min-w-0 cursor-pointer rounded-md border border-input px-2.5 py-2 transition-colors duration-[120ms] hover:border-control",
        "has-checked:border-primary has-checked:bg-credit-soft has-checked:shadow-[inset_0_0_0_1px_var(--primary)]",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
      )}
    >
      <input
        type="radio"
        name="credit-pack"
        className="absolute inset-0 cursor-[inherit] opacity-0"
        checked={props.checked}
        onChange={props.onChoose}
      />
      <span className="num block font-medium text-base">{props.credits}</span>
      <span className="num block text-muted-foreground text-xs">{props.price}</span>
    </label>
  );
}
