import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page, PageHeader } from "~/components/layout/page";
import type { Viewer } from "~/features/accounts/server/viewer.service";
import { settingsPages } from "./settings-pages";
import { SettingsTabs } from "./settings-tabs";

/** Title and tabs around a page of an organisation's settings. */
export async function SettingsFrame(props: { viewer: Viewer; description?: string; children: ReactNode }) {
  const t = await getTranslations("organization");
  const tabs = settingsPages
    .filter(({ permissions }) => permissions.some((permission) => props.viewer.permissions.includes(permission)))
    .map(({ path, name }) => ({ href: `/o/${props.viewer.org.slug}/settings/${path}`, label: t(`pages.${name}`) }));
  return (
    <Page>
      <PageHeader title={t("settings")} description={props.description ?? t("lead", { name: props.viewer.org.name })} />
      <SettingsTabs label={t("settings")} tabs={tabs} />
      {props.children}
    </Page>
  );
}
