"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Role } from "~/server/permissions";

/** Where somebody is who did not found the organisation: their role, and whose time counts. */
export function MemberFacts({ role, timeZone }: { role: Role; timeZone: string }) {
  const t = useTranslations("onboarding.workspace");
  const roles = useTranslations("common.role");
  return (
    <dl className="divide-y rounded-lg border bg-card text-sm">
      <Fact name={t("role")} value={roles(role)}>
        {t(`roles.${role}`)}
      </Fact>
      <Fact name={t("timeZone")} value={timeZone}>
        {t("timeZoneText")}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; value: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-muted-foreground text-xs">{props.name}</dt>
      <dd className="mt-0.5 break-words">
        <span className="font-medium">{props.value}</span>{" "}
        <span className="text-muted-foreground">{props.children}</span>
      </dd>
    </div>
  );
}
