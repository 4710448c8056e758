import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page, PageHeader } from "~/components/layout/page";
import { AccountTabs } from "~/features/accounts/components/account-tabs";
import { getOrgViewer } from "../../../../viewer";

export default async function AccountLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const [{ org }, t] = await Promise.all([props.params, getTranslations("account")]);
  const { permissions } = await getOrgViewer(org);
  const general = permissions.includes("org.update") ? `/o/${org}/settings/general` : null;
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      <AccountTabs base={`/o/${org}/settings/account`} general={general} />
      {props.children}
    </Page>
  );
}
