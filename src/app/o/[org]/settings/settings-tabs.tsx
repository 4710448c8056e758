"use client";

import { usePathname } from "next/navigation";
import { TabLink, TabLinks } from "~/components/ui/tabs";

/** The pages of an organisation's settings that this member may open. */
export function SettingsTabs({ label, tabs }: { label: string; tabs: { href: string; label: string }[] }) {
  const path = usePathname();
  return (
    <TabLinks label={label} className="-mt-1">
      {tabs.map((tab) => (
        <TabLink key={tab.href} href={tab.href} active={path === tab.href || path.startsWith(`${tab.href}/`)}>
          {tab.label}
        </TabLink>
      ))}
    </TabLinks>
  );
}
