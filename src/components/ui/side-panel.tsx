"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "~/lib/cn";
import { Button } from "./button";

/**
 * One record beside its list: 420 from the right, the content stays usable; a full sheet on phones.
 * Esc and the cross close it; focus moves in on opening and returns to what had it before.
 */
export function SidePanel(props: {
  title: ReactNode;
  subtitle?: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common");
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const { onClose } = props;

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      // A menu or dialog inside handles its own Esc first and marks the event.
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={cn(
        "motion-slide-right fixed inset-y-0 right-0 z-40 flex w-full flex-col border-l bg-card text-card-foreground shadow-overlay outline-none md:w-[420px]",
        props.className,
      )}
    >
      <header className="flex min-h-13 shrink-0 items-center gap-2 border-b py-2 pr-2 pl-5">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="truncate font-semibold text-lg">
            {props.title}
          </h2>
          {props.subtitle ? <p className="truncate text-muted-foreground text-xs">{props.subtitle}</p> : null}
        </div>
        <Button variant="ghost" size="icon" aria-label={t("close")} title={t("close")} onClick={props.onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="scrollbar-thin min-h-0 flex-1 overflow-y-auto p-5">{props.children}</div>
      {props.footer ? (
        <footer className="flex shrink-0 items-center gap-2 border-t px-5 py-3">{props.footer}</footer>
      ) : null}
    </aside>
  );
}
