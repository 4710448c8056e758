"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api, type RouterOutputs } from "~/trpc/react";

type SetAside = RouterOutputs["jobs"]["setAside"]["events"][number];

/** One event a record: what it is, since when, and what broke when it was to be handled. */
export function SetAsideList({ events }: { events: readonly SetAside[] }) {
  return (
    <ul>
      {events.map((event) => (
        <li key={event.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
          <Record event={event} />
        </li>
      ))}
    </ul>
  );
}

function Record({ event }: { event: SetAside }) {
  const t = useTranslations("jobs.undelivered");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const again = api.jobs.routeAgain.useMutation({
    onSuccess: async () => {
      toast.done(t("again"));
      await utils.jobs.invalidate();
    },
    onError: (error) => toast.failed(errorText(error)),
  });
  return (
    <>
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate font-medium font-mono text-sm">{event.name}</p>
        <p className="text-muted-foreground text-xs">
          <DateTime date={event.receivedAt} style="dayTimeSeconds" timeZone="UTC" />
          {" · "}
          <span className="font-mono">{event.id.slice(0, 8)}</span>
        </p>
      </div>
      <p className="min-w-0 flex-1 basis-64 break-words font-mono text-muted-foreground text-xs">{event.problem}</p>
      <Button size="sm" pending={again.isPending} onClick={() => again.mutate({ eventId: event.id })}>
        {again.isPending ? null : <RotateCw aria-hidden className="size-3.5" />}
        {t("routeAgain")}
      </Button>
    </>
  );
}
