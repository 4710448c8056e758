"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api, type RouterOutputs } from "~/trpc/react";

type Undelivered = RouterOutputs["jobs"]["undelivered"]["events"][number];

/** One event a record: what it is and whose, since when it waits, what the engine said last. */
export function UndeliveredList({ events }: { events: readonly Undelivered[] }) {
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

function Record({ event }: { event: Undelivered }) {
  const t = useTranslations("jobs.undelivered");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const again = api.jobs.deliverAgain.useMutation({
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
          <DateTime date={event.createdAt} style="dayTimeSeconds" timeZone="UTC" />
          {" · "}
          {event.orgId === null ? (
            t("platform")
          ) : (
            <Link href={`/admin/orgs/${event.orgId}`} className="font-mono text-primary hover:underline">
              {event.orgId.slice(0, 8)}
            </Link>
          )}
          {" · "}
          {t("version", { version: event.version })}
        </p>
      </div>
      <div className="min-w-0 flex-1 basis-64 text-muted-foreground text-xs">
        <p>
          {t("attempts", { count: event.attempts })}
          {event.retryAt === null || event.deadAt !== null ? null : (
            <>
              {" · "}
              {t("next")} <RelativeTime date={event.retryAt} />
            </>
          )}
        </p>
        {event.lastError === null ? null : <p className="break-words font-mono">{event.lastError}</p>}
      </div>
      {event.deadAt === null ? null : (
        <Button size="sm" pending={again.isPending} onClick={() => again.mutate({ eventId: event.id })}>
          {again.isPending ? null : <RotateCw aria-hidden className="size-3.5" />}
          {t("deliverAgain")}
        </Button>
      )}
    </>
  );
}
