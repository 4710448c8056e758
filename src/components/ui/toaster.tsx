"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/**
 * Bottom right, one line, 4 s; errors stay until closed. Call `toast` from "./toast".
 * Never the only trace of a money event.
 */
export function Toaster() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      duration={4000}
      visibleToasts={3}
      containerAriaLabel={t("notifications")}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t("close"),
        classNames: {
          toast:
            "flex w-full items-center gap-2.5 rounded-lg border bg-popover px-3 py-2.5 text-popover-foreground text-sm shadow-overlay font-sans sm:w-[356px]",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "text-muted-foreground text-xs",
          actionButton: "h-7 shrink-0 rounded-md border border-input bg-card px-2 font-medium text-sm hover:bg-accent",
          closeButton:
            "order-last grid size-6 shrink-0 place-items-center rounded-sm text-muted-foreground hover:bg-accent",
          error: "[&_[data-icon]]:text-destructive",
          success: "[&_[data-icon]]:text-success",
        },
      }}
    />
  );
}
