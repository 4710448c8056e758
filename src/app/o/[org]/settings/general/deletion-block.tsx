import { getLocale, getTranslations } from "next-intl/server";
import { SettingsBlock } from "~/features/accounts/components/settings-block";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { DeletionPart } from "~/features/offboarding/components/deletion-part";
import { MessagesProvider } from "~/i18n/messages-provider";
import { formatDate } from "~/lib/format-date";

/** The end of the organisation, for whoever may decide about it. */
export async function DeletionBlock({ viewer }: { viewer: Viewer }) {
  const { org, permissions } = viewer;
  if (!permissions.includes("org.delete")) return null;
  const [t, locale] = await Promise.all([getTranslations("offboarding.deletion"), getLocale()]);
  const day = org.deleteAfter && formatDate(org.deleteAfter, locale, { style: "dayTime", timeZone: org.timeZone });
  return (
    <MessagesProvider namespaces={["common", "errors", "offboarding"]} timeZone={org.timeZone}>
      <SettingsBlock title={t("blockTitle")} description={t("lead")}>
        <p className="mb-3 max-w-[60ch] text-muted-foreground text-sm">
          {t.rich("exportFirst", {
            link: (words) => (
              <a href="#export" className="text-primary underline underline-offset-2">
                {words}
              </a>
            ),
          })}
        </p>
        <DeletionPart orgName={org.name} day={day} isOver={org.deleteAfter !== null && org.deleteAfter <= new Date()} />
      </SettingsBlock>
    </MessagesProvider>
  );
}
