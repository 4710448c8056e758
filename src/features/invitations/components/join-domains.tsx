"use client";

import { Globe, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorPanel } from "~/components/layout/error-panel";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { Card, SectionTitle } from "~/components/ui/card";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { SkeletonRows } from "~/components/ui/skeleton";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

const joinRoles = ["member", "viewer"] as const;

/**
 * The domains whose people join by themselves. Only for whoever has `org.domains`; its words are in the namespace
 * `invitations`.
 */
export function JoinDomains() {
  const t = useTranslations("invitations.domains");
  const roles = useTranslations("common.role");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const list = api.invitations.domains.useQuery();
  const [asked, setAsked] = useState<string | null>(null);
  const remove = api.invitations.removeDomain.useMutation({
    onSuccess: (_done, { domain }) => toast.done(t("removed", { domain })),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.invitations.domains.invalidate(),
  });
  const open = list.data?.ownDomain ?? null;
  const isOpenAlready = list.data?.domains.some(({ domain }) => domain === open) ?? false;
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div>
        <SectionTitle>{t("title")}</SectionTitle>
        <p className="text-muted-foreground text-sm">{t("lead")}</p>
      </div>
      <Card>
        {list.data === undefined ? (
          list.isError ? (
            <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <SkeletonRows rows={1} widths={[30, 20]} />
          )
        ) : (
          <ul aria-label={t("title")}>
            {list.data.domains.map(({ domain, role }) => (
              <li
                key={domain}
                className="flex min-h-10 items-center gap-3 border-b px-4 py-1.5 text-sm last:border-b-0"
              >
                <Globe aria-hidden className="size-4 shrink-0 text-muted-foreground" />
                <span className="min-w-0 break-all font-medium">{domain}</span>
                <span className="text-muted-foreground">{t("joinsAs", { role: roles(role) })}</span>
                <span className="flex-1" />
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={t("remove", { domain })}
                  title={t("removeAct")}
                  onClick={() => setAsked(domain)}
                >
                  <X aria-hidden className="size-3.5" />
                </Button>
              </li>
            ))}
            {list.data.domains.length === 0 && open !== null ? (
              <li className="border-b px-4 py-3 text-muted-foreground text-sm last:border-b-0">{t("none")}</li>
            ) : null}
            {open === null ? (
              <li className="px-4 py-3 text-muted-foreground text-sm">{t("cannot")}</li>
            ) : isOpenAlready ? null : (
              <li className="px-4 py-3">
                <AddDomain domain={open} />
              </li>
            )}
          </ul>
        )}
      </Card>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(isOpen) => (isOpen ? undefined : setAsked(null))}
        title={t("removeTitle", { domain: asked ?? "" })}
        description={t("removeText")}
        act={t("removeAct")}
        tone="destructive"
        onConfirm={() => remove.mutateAsync({ domain: asked ?? "" })}
      />
    </section>
  );
}

function AddDomain({ domain }: { domain: string }) {
  const t = useTranslations("invitations.domains");
  const roles = useTranslations("common.role");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [role, setRole] = useState<(typeof joinRoles)[number]>("member");
  const add = api.invitations.addDomain.useMutation({
    onSuccess: () => toast.done(t("added", { domain })),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.invitations.domains.invalidate(),
  });
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Select value={role} onValueChange={(value) => setRole(joinRoles.find((one) => one === value) ?? "member")}>
        <SelectTrigger className="w-44" aria-label={t("role", { domain })}>
          <SelectValue>{roles(role)}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          {joinRoles.map((one) => (
            <SelectItem key={one} value={one}>
              {roles(one)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Button
        pending={add.isPending}
        className="h-auto min-h-8 whitespace-normal py-1"
        onClick={() => add.mutate({ domain, role })}
      >
        {t("add", { domain })}
      </Button>
    </span>
  );
}
