import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page, PageHeader } from "~/components/layout/page";
import { AccountTabs } from "~/features/accounts/components/account-tabs";

export default async function AccountLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const [{ org }, t] = await Promise.all([props.params, getTranslations("account")]);
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <AccountTabs base={`/o/${org}/settings/account`} />
      {props.children}
    </Page>
  );
}
