"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CreditAmount } from "~/components/brand/credit-amount";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Page, PageHeader } from "~/components/layout/page";
import { Band, Card } from "~/components/ui/card";
import { Note } from "~/components/ui/note";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { api, type RouterOutputs } from "~/trpc/react";
import { BackLink } from "./back-link";
import { ConsoleQuery } from "./console-query";
import { KeyFigure } from "./key-figure";
import { UserActs } from "./user-acts";
import { UserBadges } from "./user-badges";
import { UserLog } from "./user-log";
import { UserOrgs } from "./user-orgs";
import { UserSignIns } from "./user-sign-ins";

export type UserDetail = RouterOutputs["users"]["read"];

/** One person: where they are, how they come in, what they have done, and what the platform may do about them. */
export function UserPage({ userId }: { userId: string }) {
  const t = useTranslations("admin.user");
  const query = api.users.read.useQuery({ userId });
  return (
    <Page>
      <BackLink href="/admin/users">{t("back")}</BackLink>
      <ConsoleQuery query={query} height={420}>
        {(user) => <Detail user={user} />}
      </ConsoleQuery>
    </Page>
  );
}

function Detail({ user }: { user: UserDetail }) {
  const t = useTranslations("admin.user");
  const isVerified = user.signIns.some((signIn) => signIn.isVerified);
  return (
    <>
      <PageHeader
        title={user.name}
        badges={<UserBadges user={user} isVerified={isVerified} />}
        description={
          user.formerEmail === null ? user.email : t("formerly", { email: user.email, former: user.formerEmail })
        }
        actions={<UserActs user={user} />}
      />
      {/* On a phone the title alone stands above the page. */}
      <div className="flex flex-wrap items-center gap-2 text-muted-foreground text-sm md:hidden">
        <span className="min-w-0 break-all">{user.email}</span>
        <UserBadges user={user} isVerified={isVerified} />
      </div>
      {user.suspendedAt !== null ? (
        <Note tone="destructive" title={t("suspendedTitle")}>
          {t.rich("suspendedText", {
            reason: user.suspendedReason ?? "",
            since: () => <DateTime date={user.suspendedAt ?? new Date(0)} />,
          })}
        </Note>
      ) : null}
      {user.isConfigured ? <Note>{t("configured")}</Note> : null}
      <Band className="md:grid-cols-3">
        <KeyFigure title={t("spent")} notes={[t("spentNote")]}>
          <CreditAmount ucr={user.spentUcr} focusable />
        </KeyFigure>
        <KeyFigure title={t("active")}>
          <Words>{user.lastActiveAt === null ? t("never") : <RelativeTime date={user.lastActiveAt} />}</Words>
        </KeyFigure>
        <KeyFigure title={t("created")}>
          <Words>
            <DateTime date={user.createdAt} style="dayYear" />
          </Words>
        </KeyFigure>
      </Band>
      <Tabs defaultValue="orgs">
        <TabsList aria-label={t("tabs")}>
          {(["orgs", "signIns", "log"] as const).map((tab) => (
            <TabsTrigger key={tab} value={tab}>
              {t(tab)}
            </TabsTrigger>
          ))}
        </TabsList>
        <Card className="mt-5">
          <TabsContent value="orgs">
            <UserOrgs orgs={user.orgs} />
          </TabsContent>
          <TabsContent value="signIns">
            <UserSignIns user={user} />
          </TabsContent>
          <TabsContent value="log">
            <UserLog acts={user.acts} />
          </TabsContent>
        </Card>
      </Tabs>
    </>
  );
}

/** Figures are set in the mono; what is said in words is not. */
function Words({ children }: { children: ReactNode }) {
  return <span className="font-sans text-xl tracking-[-0.015em]">{children}</span>;
}
