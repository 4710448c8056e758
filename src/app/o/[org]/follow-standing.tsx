"use client";

import { UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { buttonVariants } from "~/components/ui/button";
import { useBalance } from "~/features/credits/components/balance-provider";
import { standingOver } from "~/features/credits/live-balance";
import { api } from "~/trpc/react";

/**
 * Lets the screen follow what the reader is in the organisation: after a change everything is asked for anew, as they are
 * now. Whoever was removed is told, and keeps what is on the screen: perhaps it says why their answer ended.
 */
export function FollowStanding({ org, isActing }: { org: { id: string; name: string }; isActing: boolean }) {
  const t = useTranslations("shell.standing");
  const standing = useBalance().balance?.standing ?? null;
  const router = useRouter();
  const utils = api.useUtils();
  const seen = useRef<string | null>(null);
  const [isRemoved, setRemoved] = useState(false);

  useEffect(() => {
    if (standing === null || standing === seen.current) return;
    const isFirst = seen.current === null;
    seen.current = standing;
    if (standing === standingOver && isActing) {
      // Stopped in another tab: the server leads back to the console and says so.
      router.refresh();
    } else if (standing === standingOver) {
      // Removed, or only signed out? The server knows where to send whoever has no session.
      utils.client.organizations.mine.query().then(
        (mine) => (mine.some(({ id }) => id === org.id) ? router.refresh() : setRemoved(true)),
        () => router.refresh(),
      );
    } else if (!isFirst) {
      router.refresh();
      void utils.invalidate();
    }
  }, [standing, isActing, org.id, router, utils]);

  if (!isRemoved) return null;
  return (
    <div
      role="alert"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-1.5 text-xs md:px-8"
    >
      <UserX aria-hidden className="size-3.5 text-warning" />
      <p className="min-w-0 flex-1 break-words">{t("removed", { org: org.name })}</p>
      {/* By a full load: nothing of this organisation is carried along. */}
      <a href="/enter" className={buttonVariants({ size: "sm" })}>
        {t("open")}
      </a>
    </div>
  );
}
