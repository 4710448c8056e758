"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "~/components/brand/date-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { RouterOutputs } from "~/trpc/react";
import { MailStateBadge } from "./mail-state-badge";

export type MailLine = RouterOutputs["mail"]["list"]["mails"][number];

/** A table, or two lines a mail on a phone. */
export function MailList({ mails }: { mails: readonly MailLine[] }) {
  const t = useTranslations("mail");
  return (
    <>
      <div className="max-md:hidden">
        <Table aria-label={t("title")}>
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{t("subject")}</TableHead>
              <TableHead>{t("to")}</TableHead>
              <TableHead>{t("state")}</TableHead>
              <TableHead numeric>{t("attempts")}</TableHead>
              <TableHead>{t("when")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {mails.map((mail) => (
              <TableRow key={mail.id}>
                <TableCell className="w-full max-w-0">
                  <Link href={`/admin/mail/${mail.id}`} className="block truncate font-medium hover:underline">
                    {mail.subject}
                  </Link>
                  {mail.error === null ? null : (
                    <span className="block truncate pb-1 text-muted-foreground text-xs">{mail.error}</span>
                  )}
                </TableCell>
                <TableCell className="max-w-60 truncate">{mail.toAddress}</TableCell>
                <TableCell>
                  <MailStateBadge state={mail.state} />
                </TableCell>
                <TableCell numeric>{mail.attempts}</TableCell>
                <TableCell className="text-muted-foreground">
                  <RelativeTime date={mail.createdAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul className="md:hidden">
        {mails.map((mail) => (
          <li key={mail.id} className="border-b last:border-b-0">
            <Link
              href={`/admin/mail/${mail.id}`}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 px-4 py-[11px] focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 truncate font-medium">{mail.subject}</span>
              <MailStateBadge state={mail.state} />
              <span className="min-w-0 truncate text-muted-foreground text-xs">{mail.toAddress}</span>
              <RelativeTime date={mail.createdAt} className="text-right text-muted-foreground text-xs" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
