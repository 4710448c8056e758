import { Coins, Gauge, KeyRound, MessageSquare, Plus, Settings, UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppShell } from "~/components/layout/app-shell";
import { HelpButton } from "~/components/layout/help-button";
import type { NavEntry, PaletteEntry } from "~/components/layout/nav-entry";
import { OrgSwitcher } from "~/components/layout/org-switcher";
import type { OrgChoice } from "~/components/layout/org-trigger";
import { PersonButton } from "~/components/layout/person-button";
import { OrgAvatar } from "~/components/ui/avatar";
import { ActingBanner } from "~/features/accounts/components/acting-banner";
import { SuspensionBanner } from "~/features/accounts/components/suspension-banner";
import { VerifyBanner } from "~/features/accounts/components/verify-banner";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { LiveBalanceButton, LiveBalancePill } from "~/features/credits/components/live-balance-pill";
import { fileUrl } from "~/features/files/file-url";
import { InvitationsBanner } from "~/features/invitations/components/invitations-banner";
import type { OwnInvitations } from "~/features/invitations/server/list-own-invitations.service";
import { OfferBanner } from "~/features/members/components/offer-banner";
import type { TransferView } from "~/features/members/members.schema";
import { DeletionBanner } from "~/features/offboarding/components/deletion-banner";
import { StartedReminder } from "~/features/onboarding/components/started-reminder";
import type { Standing } from "~/features/onboarding/onboarding.schema";
import { FollowStanding } from "./follow-standing";
import { helpEntries } from "./help-entries";
import { settingsPages } from "./settings/settings-pages";

/** The shell as this member may see it: their organisations, the pages their role reaches, their balance. */
export async function OrgShell(props: {
  viewer: Viewer;
  offer: TransferView | null;
  invited: OwnInvitations | null;
  standing: Standing | null;
  children: ReactNode;
}) {
  const { viewer, offer, invited, standing, children } = props;
  const [t, common, organization, help] = await Promise.all([
    getTranslations("shell"),
    getTranslations("common"),
    getTranslations("organization"),
    helpEntries(viewer, standing),
  ]);
  const base = `/o/${viewer.org.slug}`;
  const may = (permission: Viewer["permissions"][number]): boolean => viewer.permissions.includes(permission);
  const account = `${base}/settings/account`;

  const choices: OrgChoice[] = viewer.organizations.map((org) => ({
    slug: org.slug,
    name: org.name,
    caption: org.kind === "personal" ? t("personalOrganisation") : common(`role.${org.role}`),
    logo: org.logoFileId && fileUrl(org.logoFileId, org.slug),
  }));
  const current = choices.find((choice) => choice.slug === viewer.org.slug) ?? {
    slug: viewer.org.slug,
    name: viewer.org.name,
    caption: common(`role.${viewer.role}`),
    logo: null,
  };

  const entries: NavEntry[] = [
    ...(may("chat.read") ? [{ href: `${base}/chat`, label: t("chat"), icon: <MessageSquare aria-hidden /> }] : []),
    { href: `${base}/settings`, label: t("settings"), icon: <Settings aria-hidden /> },
    ...(viewer.user.isSuperadmin ? [{ href: "/admin", label: t("platformConsole"), icon: <Gauge aria-hidden /> }] : []),
  ];
  const palette: PaletteEntry[] = [
    ...(may("chat.read")
      ? [{ id: "chat", label: t("chat"), href: `${base}/chat`, icon: <MessageSquare aria-hidden />, group: t("pages") }]
      : []),
    ...(may("credits.read")
      ? [
          {
            id: "credits",
            label: t("credits"),
            href: `${base}/credits`,
            icon: <Coins aria-hidden />,
            group: t("pages"),
          },
        ]
      : []),
    { id: "account", label: t("account"), href: account, icon: <UserRound aria-hidden />, group: t("pages") },
    ...settingsPages
      .filter(({ permissions }) => permissions.some(may))
      .map(({ path, name }) => ({
        id: `settings-${name}`,
        label: `${t("settings")}: ${organization(`pages.${name}`)}`,
        href: `${base}/settings/${path}`,
        icon: <Settings aria-hidden />,
        group: t("pages"),
      })),
    {
      id: "security",
      label: t("passwordAndSessions"),
      href: `${account}/security`,
      icon: <KeyRound aria-hidden />,
      group: t("pages"),
    },
    ...help
      .filter(({ href }) => !href.startsWith(base))
      .map(({ href, label, icon }) => ({ id: `help${href}`, label, href, icon, group: t("pages") })),
    {
      id: "create-organisation",
      label: t("createOrganisation"),
      href: "/organizations/new",
      icon: <Plus aria-hidden />,
      group: t("organisations"),
    },
    ...(viewer.user.isSuperadmin
      ? [{ id: "console", label: t("platformConsole"), href: "/admin", icon: <Gauge aria-hidden />, group: t("pages") }]
      : []),
    ...choices
      .filter((choice) => choice.slug !== viewer.org.slug)
      .map((choice) => ({
        id: `org-${choice.slug}`,
        label: choice.name,
        href: `/o/${choice.slug}/chat`,
        icon: <OrgAvatar name={choice.name} src={choice.logo} size="sm" />,
        group: t("organisations"),
        reload: true,
      })),
  ];

  return (
    <AppShell
      head={<OrgSwitcher current={current} choices={choices} />}
      entries={entries}
      palette={palette}
      foot={
        <>
          <HelpButton entries={help} />
          <LiveBalancePill href={`${base}/credits`} />
        </>
      }
      topBarEnd={<LiveBalanceButton href={`${base}/credits`} />}
      person={
        <PersonButton
          name={viewer.user.name}
          email={viewer.user.email}
          picture={viewer.avatarFileId && fileUrl(viewer.avatarFileId, null)}
          accountHref={account}
        />
      }
    >
      {viewer.acting === null ? null : (
        <ActingBanner
          orgId={viewer.org.id}
          member={viewer.user.name}
          role={viewer.role}
          reason={viewer.acting.reason}
          expiresAt={viewer.acting.expiresAt}
        />
      )}
      {viewer.org.suspension === null ? null : (
        <SuspensionBanner org={viewer.org.name} reason={viewer.org.suspension.reason} />
      )}
      {viewer.org.deleteAfter === null ? null : (
        <DeletionBanner org={viewer.org} deleteAfter={viewer.org.deleteAfter} mayUndo={may("org.delete")} />
      )}
      <FollowStanding org={{ id: viewer.org.id, name: viewer.org.name }} isActing={viewer.acting !== null} />
      {offer?.as === "receiver" ? <OfferBanner offer={offer} org={viewer.org} /> : null}
      {invited === null || viewer.acting !== null ? null : <InvitationsBanner own={invited} />}
      {viewer.hasOwnCredentials && !viewer.isEmailVerified && viewer.acting === null ? (
        <VerifyBanner email={viewer.user.email} />
      ) : null}
      {standing === null || viewer.acting !== null ? null : <StartedReminder standing={standing} />}
      {children}
    </AppShell>
  );
}
