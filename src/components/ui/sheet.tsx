"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/cn";
import { Button } from "./button";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;

/** A panel over the page from its left or right edge. `title` is for screen readers unless `showTitle`. */
export function SheetContent({
  side = "right",
  title,
  showTitle = false,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> & {
  side?: "left" | "right";
  title: ReactNode;
  showTitle?: boolean;
}) {
  const t = useTranslations("common");
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="motion-fade fixed inset-0 z-50 bg-scrim" />
      <DialogPrimitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(320px,calc(100vw-48px))] flex-col bg-popover text-popover-foreground shadow-overlay outline-none",
          side === "left" ? "motion-slide-left left-0 border-r" : "motion-slide-right right-0 border-l",
          className,
        )}
        {...props}
      >
        {showTitle ? (
          <header className="flex h-13 shrink-0 items-center gap-2 border-b pr-2 pl-4">
            <DialogPrimitive.Title className="min-w-0 flex-1 truncate font-semibold text-lg">
              {title}
            </DialogPrimitive.Title>
            <DialogPrimitive.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t("close")} title={t("close")}>
                <X aria-hidden />
              </Button>
            </DialogPrimitive.Close>
          </header>
        ) : (
          <DialogPrimitive.Title className="sr-only">{title}</DialogPrimitive.Title>
        )}
        {children}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
