"use client";

import { VenetianMask } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import type { Role } from "~/server/permissions";

/**
 * Over every page while a superadmin sees an organisation as one of its members does: for whom, why, how much longer, and
 * the way out. When the time is over it leads back to the console by itself.
 */
export function ActingBanner(props: { orgId: string; member: string; role: Role; reason: string; expiresAt: Date }) {
  const t = useTranslations("shell.acting");
  const common = useTranslations("common");
  const [isStopping, setStopping] = useState(false);
  const now = useNow({ updateInterval: 1_000 });
  const seconds = Math.max(0, Math.ceil((props.expiresAt.getTime() - now.getTime()) / 1_000));
  const isOver = seconds === 0;

  useEffect(() => {
    if (isOver) window.location.assign(`/admin/orgs/${props.orgId}?acting=ended`);
  }, [isOver, props.orgId]);

  async function stop(): Promise<void> {
    setStopping(true);
    try {
      const response = await fetch("/api/admin/act-as/stop", { method: "POST" });
      if (!response.ok) throw new Error(`stopping answered ${response.status}`);
      // A full load: nothing that was rendered for the member stays in sight.
      window.location.assign(`/admin/orgs/${props.orgId}`);
    } catch {
      toast.failed(t("stopFailed"));
      setStopping(false);
    }
  }

  return (
    <section
      aria-label={t("label")}
      className="sticky top-0 z-30 flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-warning border-b-2 bg-warning-soft px-4 py-2 text-sm md:px-8"
    >
      <VenetianMask aria-hidden className="size-4 text-warning" />
      <p className="min-w-0 flex-1 basis-52 break-words">
        {t.rich("text", {
          member: props.member,
          role: common(`role.${props.role}`),
          reason: props.reason,
          b: (words) => <b className="font-semibold">{words}</b>,
        })}
      </p>
      <span role="timer" className="font-medium tabular-nums">
        {t("left", { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") })}
      </span>
      <span role="status" className="sr-only">
        {seconds <= 60 ? t("soon") : null}
      </span>
      <Button size="sm" variant="destructive" pending={isStopping} onClick={() => void stop()}>
        {t("stop")}
      </Button>
    </section>
  );
}
