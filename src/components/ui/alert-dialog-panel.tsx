"use client";

import { useTranslations } from "next-intl";
import * as AlertDialogPrimitive from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";

export type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** What goes: a list, an amount. */
  children?: ReactNode;
  /** The consequence, on the left of the foot. */
  note?: ReactNode;
  /** Verb and object: "Delete 3 chats". */
  act: ReactNode;
  tone?: "primary" | "destructive";
  /** Makes the person type a name first, for what cannot come back. */
  confirmText?: { label: ReactNode; expected: string };
  onConfirm: () => void | Promise<unknown>;
};

/** What `AlertDialog` shows; fetched by it. */
export function AlertDialogPanel(props: AlertDialogProps) {
  const t = useTranslations("common");
  const [pending, setPending] = useState(false);
  const [typed, setTyped] = useState("");
  const blocked = props.confirmText !== undefined && typed.trim() !== props.confirmText.expected;

  async function confirm(): Promise<void> {
    setPending(true);
    try {
      await props.onConfirm();
      props.onOpenChange(false);
      setTyped("");
    } catch {
      // The caller has said what went wrong (toast or note); the question stays open for a retry.
    } finally {
      setPending(false);
    }
  }

  return (
    <AlertDialogPrimitive.Root
      open={props.open}
      onOpenChange={(open) => (pending ? undefined : props.onOpenChange(open))}
    >
      <AlertDialogPrimitive.Portal>
        <AlertDialogPrimitive.Overlay className="motion-fade fixed inset-0 z-50 bg-scrim" />
        <AlertDialogPrimitive.Content className="motion-dialog fixed top-[min(96px,10vh)] left-1/2 z-50 flex max-h-[80dvh] w-[calc(100vw-24px)] max-w-124 -translate-x-1/2 flex-col rounded-xl border bg-popover text-popover-foreground shadow-overlay outline-none">
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            <div>
              <AlertDialogPrimitive.Title className="font-semibold text-[1rem] leading-6 tracking-[-0.01em]">
                {props.title}
              </AlertDialogPrimitive.Title>
              <AlertDialogPrimitive.Description className="mt-1 text-base text-muted-foreground">
                {props.description}
              </AlertDialogPrimitive.Description>
            </div>
            {props.children}
            {props.confirmText ? (
              <Field label={props.confirmText.label}>
                {(control) => (
                  <Input
                    {...control}
                    autoComplete="off"
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                  />
                )}
              </Field>
            ) : null}
          </div>
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
            {props.note ? <p className="min-w-0 flex-1 basis-40 text-muted-foreground text-xs">{props.note}</p> : null}
            <AlertDialogPrimitive.Cancel asChild>
              <Button disabled={pending}>{t("cancel")}</Button>
            </AlertDialogPrimitive.Cancel>
            <Button variant={props.tone ?? "destructive"} pending={pending} disabled={blocked} onClick={confirm}>
              {props.act}
            </Button>
          </footer>
        </AlertDialogPrimitive.Content>
      </AlertDialogPrimitive.Portal>
    </AlertDialogPrimitive.Root>
  );
}
