import type { ReactNode } from "react";
import { cn } from "~/lib/cn";
import { TopBarTitle } from "./top-bar";

/** The content of a page: at most 1272 wide, gutters of 32 (16 on phones), blocks 20 apart. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      className={cn(
        "mx-auto flex w-full max-w-[1272px] flex-col gap-4 px-4 pt-4 pb-6 md:gap-5 md:px-8 md:pt-6 md:pb-8",
        className,
      )}
    >
      {children}
    </div>
  );
}

/**
 * Title, one sentence, actions on the right, at most one of them primary. On a phone the title stands in
 * the top bar and the sentence goes.
 */
export function PageHeader(props: { title: string; badges?: ReactNode; description?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-start gap-3 max-md:contents">
      <TopBarTitle>{props.title}</TopBarTitle>
      <div className="min-w-0 flex-1 max-md:sr-only">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="font-semibold text-xl tracking-[-0.015em]">{props.title}</h1>
          {props.badges}
        </div>
        {props.description ? <p className="mt-0.5 text-muted-foreground text-sm">{props.description}</p> : null}
      </div>
      {props.actions ? <div className="flex flex-wrap items-center gap-2">{props.actions}</div> : null}
    </header>
  );
}

/** Section title, segmented kinds, then (pushed right by `FiltersSpace`) date, selects, search. */
export function FiltersRow({ children, label }: { children: ReactNode; label: string }) {
  return (
    <search aria-label={label} className="flex min-w-0 flex-wrap items-center gap-2">
      {children}
    </search>
  );
}

export function FiltersSpace() {
  return <span className="flex-1 max-md:hidden" />;
}
