import type { ReactNode } from "react";

/** One matter of a settings page: what it is on the left, its fields in a column on the right. */
export function SettingsBlock(props: {
  title: ReactNode;
  description?: ReactNode;
  /** Where links lead to it. */
  id?: string;
  children: ReactNode;
}) {
  return (
    <section
      id={props.id}
      className="grid gap-x-12 gap-y-4 border-b py-6 first:pt-1 last:border-b-0 lg:grid-cols-[280px_minmax(0,1fr)]"
    >
      <div>
        <h2 className="font-semibold text-lg tracking-[-0.01em]">{props.title}</h2>
        {props.description ? <p className="mt-0.5 text-muted-foreground text-sm">{props.description}</p> : null}
      </div>
      <div className="min-w-0">{props.children}</div>
    </section>
  );
}
