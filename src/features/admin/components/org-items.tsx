"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { CreditAmount } from "~/components/brand/credit-amount";
import { RelativeTime } from "~/components/brand/date-time";
import { UsdAmount } from "~/components/brand/usd-amount";
import { OrgBadges } from "./org-badges";
import type { OrgLine } from "./org-table";

/** On a phone: name and balance, then last activity and what was paid. */
export function OrgItems({ orgs }: { orgs: readonly OrgLine[] }) {
  const t = useTranslations("admin.orgs");
  return (
    <ul className="md:hidden">
      {orgs.map((org) => (
        <li key={org.id} className="border-b">
          <Link
            href={`/admin/orgs/${org.id}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-[11px] focus-visible:-outline-offset-2"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2">
              <span className="min-w-0 truncate font-medium">{org.name}</span>
              <OrgBadges org={org} />
            </span>
            <CreditAmount ucr={org.postedUcr} className="text-right font-medium" />
            <span className="min-w-0 truncate text-muted-foreground text-xs">
              {org.lastActivityAt === null ? t("never") : <RelativeTime date={org.lastActivityAt} />}
            </span>
            <UsdAmount
              pusd={org.paidUsdMicros * 1_000_000n}
              fractionDigits={2}
              className="text-right text-muted-foreground text-xs"
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
