"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/cn";
import { Button } from "./button";

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

/** 496 wide; its title is a verb phrase. Esc, scrim and the cross all cancel. */
export function DialogContent({ className, children, ...props }: ComponentProps<typeof DialogPrimitive.Content>) {
  const t = useTranslations("common");
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="motion-fade fixed inset-0 z-50 bg-scrim" />
      <DialogPrimitive.Content
        className={cn(
          "motion-dialog fixed top-[min(56px,6vh)] left-1/2 z-50 flex max-h-[88dvh] w-[calc(100vw-24px)] max-w-124 -translate-x-1/2 flex-col",
          "rounded-xl border bg-popover text-popover-foreground shadow-overlay outline-none",
          className,
        )}
        {...props}
      >
        {children}
        <DialogPrimitive.Close asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("close")}
            title={t("close")}
            className="absolute top-4 right-4"
          >
            <X aria-hidden />
          </Button>
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

export function DialogHeader({ title, description }: { title: ReactNode; description?: ReactNode }) {
  return (
    <header className="px-5 pt-5 pr-14">
      <DialogPrimitive.Title className="font-semibold text-[1rem] leading-6 tracking-[-0.01em]">
        {title}
      </DialogPrimitive.Title>
      {description ? (
        <DialogPrimitive.Description className="mt-1 text-base text-muted-foreground">
          {description}
        </DialogPrimitive.Description>
      ) : null}
    </header>
  );
}

export function DialogBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-4 pb-5", className)} {...props} />;
}

/** Consequence on the left, Cancel and the act on the right. */
export function DialogFooter({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
      {note ? <p className="min-w-0 flex-1 basis-40 text-muted-foreground text-xs">{note}</p> : null}
      <span className="ml-auto flex gap-2">{children}</span>
    </footer>
  );
}
