import { CopyButton } from "./copy-button";

// It scrolls sideways, so keys must be able to reach it.
const reachable = { tabIndex: 0 };

/** A few lines of code to take along. */
export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border" aria-label={title}>
      <figcaption className="flex h-8 items-center border-b bg-muted pr-1.5 pl-3 text-muted-foreground text-xs">
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre
        className="scrollbar-thin overflow-x-auto px-3 py-2.5 font-mono text-xs leading-[18px] focus-visible:-outline-offset-2"
        {...reachable}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
