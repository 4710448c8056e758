"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

/** Counts down to a moment, second by second; then says that one may send again. */
export function Countdown({ until }: { until: Date | null }) {
  const t = useTranslations("chat.wall");
  const [now, setNow] = useState(() => Date.now());
  const left = until === null ? 0 : Math.max(0, Math.ceil((until.getTime() - now) / 1000));

  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [left]);

  if (left === 0) return <span className="block font-medium">{t("ready")}</span>;
  return (
    // Each second would be read out otherwise.
    <span className="block font-medium tabular-nums" aria-live="off">
      {t("countdown", { time: clock(left) })}
    </span>
  );
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
