import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page, PageHeader } from "~/components/layout/page";
import { Note } from "~/components/ui/note";
import { AccountTabs } from "~/features/accounts/components/account-tabs";
import { getOrgViewer } from "../../../../viewer";

/** The person's own account. For whoever acts in somebody's place it is closed: it would be theirs, under another's name. */
export default async function AccountLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const [{ org }, t, shell] = await Promise.all([
    props.params,
    getTranslations("account"),
    getTranslations("shell.acting"),
  ]);
  const { acting, user } = await getOrgViewer(org);
  return (
    <Page>
      <PageHeader title={t("title")} description={t("lead")} />
      {acting === null ? (
        <>
          <AccountTabs base={`/o/${org}/settings/account`} />
          {props.children}
        </>
      ) : (
        <Note>{shell("account", { member: user.name })}</Note>
      )}
    </Page>
  );
}
