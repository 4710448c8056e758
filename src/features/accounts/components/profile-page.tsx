"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangeEmailForm } from "./change-email-form";
import { NameForm } from "./name-form";
import { PreferenceFields } from "./preference-fields";
import { SettingsBlock } from "./settings-block";

type Address = { isVerified: boolean; canChange: boolean };

/** Who one is to the others, and how the pages look and speak. */
export function ProfilePage(props: {
  user: { name: string; email: string };
  address: Address;
  /** Where the person's picture is changed. */
  picture: ReactNode;
  /** The way to where the address is changed, when that is not here. */
  elsewhere?: ReactNode;
}) {
  const { user, address, picture } = props;
  const t = useTranslations("account");
  return (
    <div className="flex flex-col">
      <SettingsBlock title={t("person")} description={t("personLead")}>
        <NameForm user={user} />
      </SettingsBlock>
      <SettingsBlock title={t("picture")} description={t("pictureLead")}>
        {picture}
      </SettingsBlock>
      <SettingsBlock title={t("emailTitle")} description={t("emailLead")}>
        <ChangeEmailForm email={user.email} {...address} />
        {props.elsewhere}
      </SettingsBlock>
      <SettingsBlock title={t("preferences")} description={t("preferencesLead")}>
        <PreferenceFields name={user.name} />
      </SettingsBlock>
    </div>
  );
}
