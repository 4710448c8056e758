"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangePasswordForm } from "./change-password-form";
import { SessionList } from "./session-list";
import { SettingsBlock } from "./settings-block";

/** The password, and where one is signed in. `elsewhere` is the way to the password, when that is not here. */
export function SecurityPage({ elsewhere }: { elsewhere?: ReactNode }) {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col">
      <SettingsBlock title={t("password")} description={elsewhere ? null : t("passwordLead")}>
        {elsewhere ?? <ChangePasswordForm />}
      </SettingsBlock>
      <SettingsBlock title={t("sessions")} description={t("sessionsLead")}>
        <SessionList />
      </SettingsBlock>
    </div>
  );
}
