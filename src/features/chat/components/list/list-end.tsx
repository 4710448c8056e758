"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "~/components/ui/button";

/** Loads the next page when it comes near; a button for whoever does not scroll. */
export function ListEnd({ pending, onReach }: { pending: boolean; onReach: () => void }) {
  const t = useTranslations("chat.list");
  const mark = useRef<HTMLDivElement>(null);
  const reach = useRef(onReach);

  useEffect(() => {
    reach.current = onReach;
  }, [onReach]);

  useEffect(() => {
    if (pending || mark.current === null) return;
    const watcher = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? reach.current() : undefined), {
      rootMargin: "240px",
    });
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [pending]);

  return (
    <div ref={mark} className="flex justify-center py-2">
      <Button variant="ghost" size="sm" pending={pending} onClick={onReach} className="text-muted-foreground text-xs">
        {t("loadMore")}
      </Button>
    </div>
  );
}
