"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "~/components/brand/date-time";
import type { RouterOutputs } from "~/trpc/react";
import { MailStateBadge } from "./mail-state-badge";

type Mail = RouterOutputs["mail"]["read"];

/** What became of one mail, fact by fact, with what the provider reported. */
export function MailFacts({ mail }: { mail: Mail }) {
  const t = useTranslations("mail");
  const common = useTranslations("common");
  const at = (date: Date | null) => (date === null ? t("facts.none") : <DateTime date={date} style="full" />);
  const waits = mail.state === "queued" || mail.state === "sending";
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-2 p-4 text-sm md:p-5">
      <Fact label={t("to")}>
        <span className="break-all">{mail.toAddress}</span>
      </Fact>
      <Fact label={t("state")}>
        <MailStateBadge state={mail.state} />
      </Fact>
      <Fact label={t("attempts")}>
        <span className="num">{mail.attempts}</span>
      </Fact>
      {mail.error === null ? null : (
        <Fact label={t("facts.error")}>
          <span className="break-words">{mail.error}</span>
        </Fact>
      )}
      {waits ? <Fact label={t("facts.next")}>{at(mail.nextAttemptAt)}</Fact> : null}
      <Fact label={t("facts.created")}>{at(mail.createdAt)}</Fact>
      <Fact label={t("facts.sent")}>{at(mail.sentAt)}</Fact>
      <Fact label={t("facts.delivered")}>{at(mail.deliveredAt)}</Fact>
      <Fact label={t("facts.provider")}>{mail.provider ?? t("facts.none")}</Fact>
      <Fact label={t("facts.template")}>
        <span className="font-mono text-xs">{mail.template}</span>
      </Fact>
      <Fact label={t("facts.language")}>{common(`language.${mail.locale}`)}</Fact>
      {mail.orgName === null ? null : <Fact label={t("facts.org")}>{mail.orgName}</Fact>}
      {mail.reports.length === 0 ? null : (
        <Fact label={t("reports")}>
          <ul className="flex flex-col gap-1">
            {mail.reports.map((report) => (
              <li key={report.eventId}>
                {isKind(report.kind) ? t(`report.${report.kind}`) : report.kind}, <DateTime date={report.happenedAt} />
                {report.reason === null ? null : (
                  <span className="block break-words text-muted-foreground text-xs">{report.reason}</span>
                )}
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

const kinds = ["delivered", "delayed", "bounced", "complained", "failed"] as const;

function isKind(kind: string): kind is (typeof kinds)[number] {
  return kinds.some((known) => known === kind);
}
