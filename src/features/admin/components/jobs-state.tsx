"use client";

import { useLocale, useTranslations } from "next-intl";
import { Band } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { formatRelative } from "~/lib/format-date";
import { durationText } from "../duration-text";
import type { Jobs } from "./jobs-page";
import { KeyFigure } from "./key-figure";

/** The relay gives a sign of life every few seconds; with an engine that says nothing, less often. */
const silentMs = 45_000;

/** How far behind the delivery is, what runs and what failed; and what is wrong, where something is. */
export function JobsState({ jobs }: { jobs: Jobs }) {
  const t = useTranslations("jobs.state");
  const locale = useLocale();
  const { outbox, backlog, functions, now } = jobs;
  const count = new Intl.NumberFormat(locale);
  const sum = (...states: ("queued" | "running" | "sleeping" | "waiting" | "failed")[]) =>
    (functions ?? []).reduce((total, { counts }) => total + states.reduce((part, state) => part + counts[state], 0), 0);
  const lagMs = outbox.oldestAt === null ? 0 : now.getTime() - outbox.oldestAt.getTime();
  const failed = sum("failed");
  return (
    <>
      <Problems jobs={jobs} />
      <Left jobs={jobs} />
      <Band className="grid-cols-2 max-md:[&>*:nth-child(2)]:border-t-0 max-md:[&>*:nth-child(even)]:border-l md:grid-cols-4">
        <KeyFigure
          title={t("engine")}
          notes={[functions === null ? null : t("functions", { count: functions.length })]}
        >
          <span className="inline-block font-sans text-lg leading-6 tracking-normal">{t(jobs.adapter)}</span>
        </KeyFigure>
        <KeyFigure
          title={t("waiting")}
          notes={[
            outbox.waiting === 0 ? t("noLag") : t("lag", { age: durationText(Math.max(0, lagMs), locale) }),
            t("delivered", { count: outbox.deliveredLastHour }),
            backlog.unrouted > 0 ? t("unrouted", { count: backlog.unrouted }) : null,
          ]}
        >
          {count.format(outbox.waiting)}
        </KeyFigure>
        <KeyFigure
          title={t("active")}
          notes={[functions === null ? t("inDashboard") : t("asleep", { count: sum("sleeping", "waiting") })]}
        >
          {functions === null ? "—" : count.format(sum("queued", "running", "sleeping", "waiting"))}
        </KeyFigure>
        <KeyFigure
          title={t("failed")}
          notes={[
            functions === null ? t("inDashboard") : t("failedHint"),
            outbox.dead > 0 ? t("dead", { count: outbox.dead }) : null,
            backlog.setAside > 0 ? t("aside", { count: backlog.setAside }) : null,
          ]}
        >
          <span className={failed > 0 ? "text-destructive" : undefined}>
            {functions === null ? "—" : count.format(failed)}
          </span>
        </KeyFigure>
      </Band>
    </>
  );
}

/** What is still to be ended by our own worker, where an Inngest took over from it. */
function Left({ jobs: { adapter, backlog, leftRuns } }: { jobs: Jobs }) {
  const t = useTranslations("jobs.state");
  const count = leftRuns + backlog.unrouted;
  if (adapter === "worker" || count === 0) return null;
  return (
    <Note live="status" title={t("left", { count })}>
      {t("leftText")}
    </Note>
  );
}

function Problems({ jobs: { outbox, now } }: { jobs: Jobs }) {
  const t = useTranslations("jobs.state");
  const locale = useLocale();
  const { relay } = outbox;
  if (relay === null || now.getTime() - relay.seenAt.getTime() > silentMs) {
    return (
      <Note tone="destructive" live="status" title={t("noRelay")}>
        {relay === null ? t("noRelayYet") : t("noRelaySince", { when: formatRelative(relay.seenAt, now, locale) })}
      </Note>
    );
  }
  if (relay.failingSince === null) return null;
  return (
    <Note
      tone="destructive"
      live="status"
      title={t("failing", { since: durationText(now.getTime() - relay.failingSince.getTime(), locale) })}
    >
      {t("failingText")} <code className="break-words font-mono">{relay.lastError}</code>
    </Note>
  );
}
