"use client";

import { useTranslations } from "next-intl";
import { NameForm } from "./name-form";
import { PreferenceFields } from "./preference-fields";
import { SettingsBlock } from "./settings-block";

/** Who one is to the others, and how the pages look and speak. */
export function ProfilePage({ user }: { user: { name: string; email: string } }) {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col">
      <SettingsBlock title={t("person")} description={t("personLead")}>
        <NameForm user={user} />
      </SettingsBlock>
      <SettingsBlock title={t("preferences")} description={t("preferencesLead")}>
        <PreferenceFields name={user.name} />
      </SettingsBlock>
    </div>
  );
}
