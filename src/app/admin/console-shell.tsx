import {
  Activity,
  ArrowLeft,
  Building2,
  Gauge,
  Mails,
  Percent,
  Plug,
  ScrollText,
  Tag,
  Users,
  Workflow,
} from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppShell } from "~/components/layout/app-shell";
import { ConsoleHead } from "~/components/layout/console-head";
import type { NavEntry } from "~/components/layout/nav-entry";
import { PersonButton } from "~/components/layout/person-button";
import { readAlarm } from "~/features/admin/server/read-alarm.service";
import { fileUrl } from "~/features/files/file-url";
import { listBelongings } from "~/features/organizations/server/list-organizations.service";
import type { UserScope } from "~/server/context";

/** The shell of the console: its pages, the way back to the person's own organisation, the person. */
export async function ConsoleShell({ scope, children }: { scope: UserScope; children: ReactNode }) {
  const [t, admin, { organizations, avatarFileId }, violations] = await Promise.all([
    getTranslations("shell"),
    getTranslations("admin.nav"),
    listBelongings(scope),
    readAlarm(scope),
  ]);
  const entries: NavEntry[] = [
    { href: "/admin", label: admin("overview"), icon: <Gauge aria-hidden />, deep: false },
    { href: "/admin/orgs", label: admin("orgs"), icon: <Building2 aria-hidden /> },
    { href: "/admin/users", label: admin("users"), icon: <Users aria-hidden /> },
    { href: "/admin/markup", label: admin("markup"), icon: <Percent aria-hidden /> },
    { href: "/admin/prices", label: admin("prices"), icon: <Tag aria-hidden /> },
    { href: "/admin/mail", label: admin("mail"), icon: <Mails aria-hidden /> },
    { href: "/admin/audit", label: admin("audit"), icon: <ScrollText aria-hidden /> },
    { href: "/admin/adapters", label: admin("adapters"), icon: <Plug aria-hidden /> },
    { href: "/admin/jobs", label: admin("jobs"), icon: <Workflow aria-hidden /> },
    {
      href: "/admin/health",
      label: admin("health"),
      icon: <Activity aria-hidden />,
      ...(violations > 0 ? { count: violations, hot: true } : {}),
    },
  ];
  const [home] = organizations;
  const back = home === undefined ? null : { href: `/o/${home.slug}/chat`, label: t("backTo", { name: home.name }) };
  return (
    <AppShell
      head={<ConsoleHead title={t("platformConsole")} host={new URL(scope.backend.settings.appUrl).host} />}
      entries={entries}
      palette={[
        ...entries.map(({ href, label, icon }) => ({ id: href, label, href, icon, group: t("pages") })),
        ...(back === null
          ? []
          : [{ id: "back", ...back, icon: <ArrowLeft aria-hidden />, group: t("organisations"), reload: true }]),
      ]}
      foot={
        back === null ? null : (
          <Link
            href={back.href}
            className="mb-1 flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors hover:bg-sidebar-accent/60"
          >
            <ArrowLeft aria-hidden className="text-muted-foreground" />
            <span className="min-w-0 truncate">{back.label}</span>
          </Link>
        )
      }
      person={
        <PersonButton
          name={scope.user.name}
          email={scope.user.email}
          picture={avatarFileId && fileUrl(avatarFileId, null)}
          superadmin
          {...(home === undefined ? {} : { accountHref: `/o/${home.slug}/settings/account` })}
        />
      }
    >
      {children}
    </AppShell>
  );
}
