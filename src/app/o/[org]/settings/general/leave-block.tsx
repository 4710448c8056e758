import { getTranslations } from "next-intl/server";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { LeavePart } from "~/features/members/components/leave-part";
import { MessagesProvider } from "~/i18n/messages-provider";
import { apiOf } from "~/trpc/server";

/** The way out of an organisation; a personal one has none. */
export async function LeaveBlock({ viewer }: { viewer: Viewer }) {
  const { org, role, permissions } = viewer;
  if (org.kind === "personal" || !permissions.includes("org.leave")) return null;
  const t = await getTranslations("members.leavePart");
  const owners = role === "owner" ? (await apiOf(org.slug).api.members.list({ role: "owner" })).found : null;
  return (
    <MessagesProvider namespaces={["common", "errors", "members"]} timeZone={org.timeZone}>
      <SettingsBlock title={t("title")} description={t("lead")}>
        <LeavePart orgName={org.name} isLastOwner={owners === 1} />
      </SettingsBlock>
    </MessagesProvider>
  );
}
