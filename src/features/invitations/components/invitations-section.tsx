"use client";

import { useTranslations } from "next-intl";
import { ErrorPanel } from "~/components/layout/error-panel";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, SectionTitle } from "~/components/ui/card";
import { SkeletonRows } from "~/components/ui/skeleton";
import { InvitationList } from "./invitation-list";
import { useInvitations } from "./use-invitations";

/**
 * The invitations that wait for an answer, and what can be done about each. Only for whoever has `members.invite`; its words
 * are in the namespace `invitations`.
 */
export function InvitationsSection() {
  const t = useTranslations("invitations");
  const { query, head, invitations } = useInvitations();
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionTitle aside={head !== undefined && head.total > 0 ? <Badge>{head.total}</Badge> : null}>
        {t("pending")}
      </SectionTitle>
      <Card>
        {head !== undefined ? (
          invitations.length === 0 ? (
            <p className="px-4 py-6 text-center text-muted-foreground text-sm">{t("none")}</p>
          ) : (
            <InvitationList invitations={invitations} />
          )
        ) : query.isError ? (
          <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows rows={3} widths={[28, 12, 12, 20, 14]} />
        )}
        {query.hasNextPage ? (
          <div className="border-t p-2 text-center">
            <Button variant="ghost" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("more")}
            </Button>
          </div>
        ) : null}
      </Card>
    </section>
  );
}
