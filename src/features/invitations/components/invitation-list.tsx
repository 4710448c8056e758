"use client";

import { useTranslations } from "next-intl";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { InvitationView } from "../server/list-invitations.service";
import { DeliveryState } from "./delivery-state";
import { InvitationActs } from "./invitation-acts";

/** A table, or a few lines each on a phone. */
export function InvitationList({ invitations }: { invitations: readonly InvitationView[] }) {
  const t = useTranslations("invitations");
  const roles = useTranslations("common.role");
  return (
    <>
      <div className="max-lg:hidden">
        <Table aria-label={t("pending")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("address")}</TableHead>
              <TableHead>{t("role")}</TableHead>
              <TableHead>{t("sent")}</TableHead>
              <TableHead>{t("delivery")}</TableHead>
              <TableHead>{t("expires")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("acts")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {invitations.map((invitation) => (
              <TableRow key={invitation.id}>
                <TableCell className="max-w-64 truncate">
                  <span title={invitation.email}>{invitation.email}</span>
                </TableCell>
                <TableCell>{roles(invitation.role)}</TableCell>
                <TableCell className="text-muted-foreground">
                  <DateTime date={invitation.sentAt} />
                </TableCell>
                <TableCell className="max-w-72 whitespace-normal py-1.5">
                  <DeliveryState invitation={invitation} />
                </TableCell>
                <TableCell>
                  <Expiry invitation={invitation} />
                </TableCell>
                <TableCell className="text-right">
                  <InvitationActs invitation={invitation} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul aria-label={t("pending")} className="lg:hidden">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-col gap-1 border-b px-4 py-3 last:border-b-0">
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{invitation.email}</span>
              <span className="shrink-0 text-muted-foreground text-xs">{roles(invitation.role)}</span>
            </span>
            <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
              <DeliveryState invitation={invitation} />
              <Expiry invitation={invitation} />
            </span>
            <InvitationActs invitation={invitation} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Expiry({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations("invitations");
  if (!invitation.isExpired) return <RelativeTime date={invitation.expiresAt} className="text-muted-foreground" />;
  return (
    <span className="text-warning">
      {t.rich("expired", { when: () => <RelativeTime date={invitation.expiresAt} /> })}
    </span>
  );
}
