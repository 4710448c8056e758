import { SplitCoin } from "~/components/brand/split-coin";

/** The head of the sidebar in the platform console: whose console, and on which host. */
export function ConsoleHead({ title, host }: { title: string; host: string }) {
  return (
    <div className="flex h-10 items-center gap-2.5 px-1.5">
      <span className="grid size-[26px] shrink-0 place-items-center rounded-md bg-primary">
        <SplitCoin size="sm" className="text-primary-foreground" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold text-foreground text-sm leading-4">{title}</span>
        <span className="block truncate text-muted-foreground text-xs">{host}</span>
      </span>
    </div>
  );
}
