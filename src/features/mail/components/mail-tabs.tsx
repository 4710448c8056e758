"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { TabLink, TabLinks } from "~/components/ui/tabs";

const pages = [
  { key: "list", href: "/admin/mail" },
  { key: "suppressions", href: "/admin/mail/suppressions" },
  { key: "templates", href: "/admin/mail/templates" },
] as const;

export function MailTabs() {
  const t = useTranslations("mail");
  const path = usePathname();
  return (
    <TabLinks label={t("title")} className="-mt-1">
      {pages.map(({ key, href }) => (
        <TabLink key={key} href={href} active={path === href}>
          {t(`tabs.${key}`)}
        </TabLink>
      ))}
    </TabLinks>
  );
}
