"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { DateTime } from "~/components/brand/date-time";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { OrgAvatar } from "~/components/ui/avatar";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { readClientError } from "~/lib/client-error";
import { formatTokens } from "~/lib/format-tokens";
import { api } from "~/trpc/react";
import type { OpenInvitation } from "../server/read-invitation.service";
import { namesOf } from "./names-of";

/** The invitation as its person sees it: who, where, as what, and the two answers. */
export function OpenInvitationCard({ invitation, email }: { invitation: OpenInvitation; email: string }) {
  const t = useTranslations("invitations.page");
  const roles = useTranslations("common.role");
  const can = useTranslations("invitations.dialog");
  const locale = useLocale();
  const [asked, setAsked] = useState(false);
  const invitationId = invitation.id;
  const { orgName: org, logoFileId, inviterName: inviter, role, note, tokensPerMonth, expiresAt } = invitation;
  const accept = api.invitations.accept.useMutation({
    // By a full load: the person has another organisation from here on, and is led into it.
    onSuccess: () => window.location.assign("/enter"),
  });
  const decline = api.invitations.decline.useMutation();
  if (decline.isSuccess) {
    return (
      <Note tone="neutral" live="status">
        {t("declined")}
      </Note>
    );
  }
  const what = {
    owner: can("roleOwner"),
    admin: can("roleAdmin"),
    member: can("roleMember"),
    viewer: can("roleViewer"),
  };
  return (
    <>
      <OrgAvatar name={org} size="xl" src={logoFileId === null ? null : `/api/logos/${logoFileId}`} />
      <h1 className="mt-4 break-words font-semibold text-2xl tracking-[-0.03em]">
        {inviter === null ? t("openTitlePlain", { org }) : t("openTitle", { inviter, org })}
      </h1>
      <p className="mt-1.5 break-words text-lg text-muted-foreground">{t("openLead", { email })}</p>
      <dl className="my-6 divide-y rounded-lg border bg-card text-sm">
        <Fact name={t("role")}>
          <span className="font-medium">{roles(role)}</span> <span className="text-muted-foreground">{what[role]}</span>
        </Fact>
        {tokensPerMonth === null ? null : (
          <Fact name={t("limit")}>{t("limitValue", { tokens: formatTokens(tokensPerMonth, locale) })}</Fact>
        )}
        {note === null ? null : (
          <Fact name={inviter === null ? t("note") : t("noteOf", { inviter })}>
            <span className="whitespace-pre-wrap break-words">{note}</span>
          </Fact>
        )}
        <Fact name={t("until")}>
          <DateTime date={expiresAt} />
        </Fact>
      </dl>
      <Failure error={accept.error ?? decline.error} org={org} />
      <div className="flex flex-col gap-3">
        <Button
          variant="primary"
          size="xl"
          className="h-auto min-h-11 w-full whitespace-normal break-words py-2"
          pending={accept.isPending || accept.isSuccess}
          onClick={() => accept.mutate({ invitationId })}
        >
          {t("join", { org })}
        </Button>
        <Button variant="ghost" size="xl" className="w-full" onClick={() => setAsked(true)}>
          {t("decline")}
        </Button>
      </div>
      <AlertDialog
        open={asked}
        onOpenChange={setAsked}
        title={t("declineTitle")}
        description={t("declineText")}
        act={t("declineAct")}
        tone="destructive"
        onConfirm={() => decline.mutateAsync({ invitationId })}
      />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="break-words text-muted-foreground text-xs">{name}</dt>
      <dd className="mt-0.5 min-w-0">{children}</dd>
    </div>
  );
}

function Failure({ error, org }: { error: unknown; org: string }) {
  const t = useTranslations("invitations.page");
  const errorText = useErrorText();
  const locale = useLocale();
  if (error === null || error === undefined) return null;
  const { code, details } = readClientError(error);
  const why = details.why;
  return (
    <Note tone="warning" live="alert" className="mb-4 break-words">
      {code === "seats_full"
        ? t("full", { org, owners: namesOf(details.owners, locale) })
        : code === "invitation_closed" && isReason(why)
          ? `${t(`closed.${why}`)}. ${t(`closedText.${why}`)}`
          : errorText(error)}
    </Note>
  );
}

const reasons = ["expired", "revoked", "used", "declined", "void"] as const;

function isReason(value: unknown): value is (typeof reasons)[number] {
  return reasons.some((reason) => reason === value);
}
