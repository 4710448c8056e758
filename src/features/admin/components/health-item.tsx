"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { invariantKey } from "../invariant-key";

/** On a phone: what must be true and whether it is, and where not. */
export function HealthItem(props: { result: { invariant: string; violations: number; orgIds: readonly string[] } }) {
  const t = useTranslations("admin.health");
  const texts = useTranslations("admin.invariants");
  const locale = useLocale();
  const { invariant, violations, orgIds } = props.result;
  const key = invariantKey(invariant);
  const Icon = violations === 0 ? CircleCheck : TriangleAlert;
  return (
    <li className="flex gap-2.5 border-b px-4 py-[11px] last:border-b-0">
      <Icon
        role="img"
        aria-label={t(violations === 0 ? "holds" : "broken")}
        className={`mt-0.5 size-3.5 shrink-0 ${violations === 0 ? "text-success" : "text-destructive"}`}
      />
      <span className="min-w-0 flex-1">
        {key === undefined ? invariant : texts(key)}
        {violations === 0 ? null : (
          <span className="block text-destructive text-xs">
            {`${t("count")}: ${new Intl.NumberFormat(locale).format(violations)} `}
            {orgIds.slice(0, 5).map((id) => (
              <Link key={id} href={`/admin/orgs/${id}`} className="mr-2 font-mono text-primary hover:underline">
                {id.slice(0, 8)}
              </Link>
            ))}
          </span>
        )}
      </span>
    </li>
  );
}
