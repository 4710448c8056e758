"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { TabLink, TabLinks } from "~/components/ui/tabs";

/** The pages of the settings: the person's own, and the organisation's for those who may change it. */
export function AccountTabs({ base, general }: { base: string; general: string | null }) {
  const t = useTranslations("account");
  const path = usePathname();
  return (
    <TabLinks label={t("title")} className="-mt-1">
      <TabLink href={base} active={path === base}>
        {t("profile")}
      </TabLink>
      <TabLink href={`${base}/security`} active={path === `${base}/security`}>
        {t("security")}
      </TabLink>
      {general === null ? null : (
        <TabLink href={general} active={path === general}>
          {t("organisation")}
        </TabLink>
      )}
    </TabLinks>
  );
}
