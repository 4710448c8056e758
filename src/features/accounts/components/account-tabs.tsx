"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { TabLink, TabLinks } from "~/components/ui/tabs";

/** The pages of a person's own settings. */
export function AccountTabs({ base }: { base: string }) {
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
    </TabLinks>
  );
}
