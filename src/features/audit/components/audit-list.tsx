"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DateTime, RelativeTime } from "~/components/brand/date-time";
import { Button } from "~/components/ui/button";
import { DataList, DataListItem } from "~/components/ui/data-list";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { cn } from "~/lib/cn";
import type { RouterOutputs } from "~/trpc/react";
import { useActionText } from "../hooks/use-action-text";
import { useActorText } from "../hooks/use-actor-text";
import { AuditDetails } from "./audit-details";

export type AuditLineView = RouterOutputs["audit"]["list"]["lines"][number];

/** A table whose rows unfold, or two lines an act on a phone. */
export function AuditList({ lines, withOrg }: { lines: readonly AuditLineView[]; withOrg: boolean }) {
  const t = useTranslations("audit");
  const [open, setOpen] = useState<string | null>(null);
  const toggle = (id: string) => setOpen((before) => (before === id ? null : id));
  return (
    <>
      <div className="max-md:hidden">
        <Table aria-label={t("title")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("when")}</TableHead>
              <TableHead>{t("who")}</TableHead>
              <TableHead className="w-full">{t("action")}</TableHead>
              {withOrg ? <TableHead>{t("organisation")}</TableHead> : null}
              <TableHead className="max-xl:hidden">{t("address")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("details")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {lines.map((line) => (
              <Row
                key={line.id}
                line={line}
                withOrg={withOrg}
                isOpen={open === line.id}
                onToggle={() => toggle(line.id)}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      <DataList className="md:hidden">
        {lines.map((line) => (
          <Item key={line.id} line={line} isOpen={open === line.id} onToggle={() => toggle(line.id)} />
        ))}
      </DataList>
    </>
  );
}

type LineProps = { line: AuditLineView; isOpen: boolean; onToggle: () => void };

function Row({ line, withOrg, isOpen, onToggle }: LineProps & { withOrg: boolean }) {
  const t = useTranslations("audit");
  const actionText = useActionText();
  const actorText = useActorText();
  const panelId = `act-${line.id}`;
  return (
    <>
      <TableRow interactive onClick={onToggle} className={cn(isOpen && "bg-background [&>td]:border-b-transparent")}>
        <TableCell className="text-muted-foreground">
          <DateTime date={line.at} />
        </TableCell>
        <TableCell className="max-w-64 truncate">{actorText(line)}</TableCell>
        <TableCell className="w-full min-w-48 max-w-0">
          <span className="block truncate">
            {actionText(line.action)}
            {line.reason === null ? null : <span className="text-muted-foreground"> · {line.reason}</span>}
          </span>
        </TableCell>
        {withOrg ? <TableCell className="max-w-44 truncate">{line.org?.name ?? "—"}</TableCell> : null}
        <TableCell className="num text-muted-foreground max-xl:hidden">{line.address ?? "—"}</TableCell>
        <TableCell className="pl-0 text-right">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t(isOpen ? "fold" : "unfold")}
            aria-expanded={isOpen}
            aria-controls={isOpen ? panelId : undefined}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {isOpen ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          </Button>
        </TableCell>
      </TableRow>
      {isOpen ? (
        <tr id={panelId}>
          <td colSpan={withOrg ? 6 : 5} className="border-b bg-background p-0">
            <AuditDetails line={line} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Item({ line, isOpen, onToggle }: LineProps) {
  const actionText = useActionText();
  const actorText = useActorText();
  return (
    <>
      <DataListItem
        title={actionText(line.action)}
        aside={<RelativeTime date={line.at} />}
        meta={actorText(line)}
        isOpen={isOpen}
        onOpen={onToggle}
      />
      {isOpen ? (
        <li className="border-b">
          <AuditDetails line={line} />
        </li>
      ) : null}
    </>
  );
}
