"use client";

import { useTranslations } from "next-intl";
import { DateTime } from "~/components/brand/date-time";
import type { AuditLineView } from "./audit-list";

/** Everything that is kept of one act: what it was before and after, why, from where, and its place in the chain. */
export function AuditDetails({ line }: { line: AuditLineView }) {
  const t = useTranslations("audit");
  const facts: [label: string, value: string | null][] = [
    [t("subject"), line.subject],
    [t("reason"), line.reason],
    [t("address"), line.address],
    [t("request"), line.requestId === "" ? null : line.requestId],
    [t("number"), String(line.seq)],
    [t("hash"), line.hash],
  ];
  return (
    <div className="grid gap-x-8 gap-y-3 px-4 pt-1 pb-4 text-xs lg:grid-cols-2">
      <Values title={t("before")} value={line.before} other={line.after} />
      <Values title={t("after")} value={line.after} other={line.before} />
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 lg:col-span-2">
        <dt className="text-muted-foreground">{t("when")}</dt>
        <dd>
          <DateTime date={line.at} style="full" />
        </dd>
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="contents">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="num break-all">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

/** The fields of one side; those that differ from the other side stand out. */
function Values({ title, value, other }: { title: string; value: unknown; other: unknown }) {
  const fields = fieldsOf(value);
  if (fields.length === 0) return null;
  const others = new Map(fieldsOf(other));
  return (
    <section>
      <h3 className="mb-1 text-muted-foreground">{title}</h3>
      <dl className="rounded-md bg-muted px-3 py-2">
        {fields.map(([name, text]) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="num text-muted-foreground">{name}</dt>
            <dd className={others.get(name) === text ? "num break-all" : "num break-all font-medium"}>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function fieldsOf(value: unknown): [name: string, text: string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, field]) => [
    name,
    typeof field === "string" ? field : (JSON.stringify(field) ?? ""),
  ]);
}
