"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "~/lib/cn";
import { Label } from "./label";

export type FieldControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/**
 * Label above, hint below, error under the field. The control is a function, so that ids and
 * descriptions are tied to it whatever it is: `<Field label=…>{(control) => <Input {...control} />}</Field>`.
 */
export function Field(props: {
  label: ReactNode;
  /** A word in muted beside the label, such as "optional". */
  note?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: (control: FieldControlProps) => ReactNode;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [props.error ? errorId : null, props.hint ? hintId : null].filter(Boolean).join(" ");
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", props.className)}>
      <Label htmlFor={id} className={props.hideLabel ? "sr-only" : undefined}>
        {props.label}
        {props.note ? <span className="font-normal text-muted-foreground"> {props.note}</span> : null}
      </Label>
      {props.children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": props.error ? true : undefined,
      })}
      {props.error ? <FieldError id={errorId}>{props.error}</FieldError> : null}
      {props.hint ? <FieldHint id={hintId}>{props.hint}</FieldHint> : null}
    </div>
  );
}

export function FieldHint({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="text-muted-foreground text-xs">
      {children}
    </p>
  );
}

/** Says what to do; announced when it appears. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-destructive text-xs">
      <CircleAlert aria-hidden className="mt-px size-3.5" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
