"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { ErrorPanel } from "~/components/layout/error-panel";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { SkeletonRows } from "~/components/ui/skeleton";
import { toast } from "~/components/ui/toast";
import { deviceOf } from "~/lib/device-name";
import { api, type RouterOutputs } from "~/trpc/react";

type Session = RouterOutputs["account"]["sessions"][number];

/** Where the person is signed in: device, since when, last seen; any of them can be ended. */
export function SessionList() {
  const t = useTranslations("account");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const sessions = api.account.sessions.useQuery();
  const [asking, setAsking] = useState(false);

  const revoke = api.account.revokeSession.useMutation({
    async onMutate({ sessionId }) {
      await utils.account.sessions.cancel();
      const before = utils.account.sessions.getData();
      utils.account.sessions.setData(undefined, (old) => old?.filter((session) => session.id !== sessionId));
      return { before };
    },
    onError(error, _input, kept) {
      utils.account.sessions.setData(undefined, kept?.before);
      toast.failed(errorText(error));
    },
    onSuccess: () => toast.done(t("sessionEnded")),
    onSettled: () => utils.account.sessions.invalidate(),
  });
  const revokeOthers = api.account.revokeOtherSessions.useMutation({
    onSuccess: () => toast.done(t("otherSessionsEnded")),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.account.sessions.invalidate(),
  });

  if (sessions.isError) {
    return <ErrorPanel error={sessions.error} onRetry={() => sessions.refetch()} className="mx-0 px-0 py-4" />;
  }
  if (!sessions.data) return <SkeletonRows rows={2} widths={[40, 20, 15]} />;
  const ordered = [...sessions.data].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.getTime() - a.lastSeenAt.getTime(),
  );
  const others = ordered.filter((session) => !session.current).length;

  return (
    <div className="flex flex-col items-start gap-3">
      <ul className="w-full rounded-lg border bg-card">
        {ordered.map((session) => (
          <SessionRow key={session.id} session={session} onRevoke={() => revoke.mutate({ sessionId: session.id })} />
        ))}
      </ul>
      {others > 0 ? <Button onClick={() => setAsking(true)}>{t("endOthers")}</Button> : null}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("endOthers")}
        description={t("endOthersText", { count: others })}
        act={t("endOthersAct", { count: others })}
        onConfirm={() => revokeOthers.mutateAsync()}
      />
    </div>
  );
}

function SessionRow({ session, onRevoke }: { session: Session; onRevoke: () => void }) {
  const t = useTranslations("account");
  const device = deviceOf(session.userAgent);
  const Icon = device.phone ? Smartphone : Monitor;
  const name =
    device.browser && device.system
      ? t("deviceOn", { browser: device.browser, system: device.system })
      : (device.browser ?? device.system ?? t("unknownDevice"));
  return (
    <li className="flex min-h-14 items-center gap-3 border-b px-4 py-2 last:border-b-0">
      <Icon aria-hidden className="text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="truncate">{name}</span>
          {session.current ? <Badge tone="success">{t("thisDevice")}</Badge> : null}
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-muted-foreground text-xs">
          <span>{t.rich("since", { date: () => <DateTime date={session.createdAt} /> })}</span>
          <span aria-hidden>·</span>
          <span>{t.rich("seen", { date: () => <RelativeTime date={session.lastSeenAt} /> })}</span>
          {session.ipAddress ? (
            <>
              <span aria-hidden>·</span>
              <span className="num">{session.ipAddress}</span>
            </>
          ) : null}
        </p>
      </div>
      {session.current ? null : (
        <Button variant="ghost" size="sm" onClick={onRevoke} aria-label={t("endSession", { device: name })}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}
