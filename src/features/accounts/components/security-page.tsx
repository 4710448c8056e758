"use client";

import { useTranslations } from "next-intl";
import { ChangePasswordForm } from "./change-password-form";
import { SessionList } from "./session-list";
import { SettingsBlock } from "./settings-block";

/** The password, and where one is signed in. */
export function SecurityPage() {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col">
      <SettingsBlock title={t("password")} description={t("passwordLead")}>
        <ChangePasswordForm />
      </SettingsBlock>
      <SettingsBlock title={t("sessions")} description={t("sessionsLead")}>
        <SessionList />
      </SettingsBlock>
    </div>
  );
}
