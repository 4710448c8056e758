"use client";

import { Link2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import type { InvitationView } from "../server/list-invitations.service";

// Most lists have no mail that came back, so its code comes after the page.
const FixAddressDialog = lazy(() =>
  import("./fix-address-dialog").then((module) => ({ default: module.FixAddressDialog })),
);

const lost = ["bounced", "complained", "failed", "suppressed"];

/** Copy the link, send again, take back; where the mail came back, put the address right instead of copying. */
export function InvitationActs({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations("invitations");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [asked, setAsked] = useState(false);
  const [fixing, setFixing] = useState(false);
  const { id: invitationId, email } = invitation;
  const onSettled = () => utils.invitations.list.invalidate();
  const onError = (error: unknown) => toast.failed(errorText(error));
  const copy = api.invitations.copyLink.useMutation({
    onError: (error) =>
      readClientError(error).code === "link_invalid" ? toast.failed(t("linkLost")) : toast.failed(errorText(error)),
    onSuccess: ({ url }) =>
      navigator.clipboard.writeText(url).then(
        () => toast.done(t("linkCopied", { email })),
        () => toast.failed(t("linkNotCopied"), { description: url }),
      ),
  });
  const resend = api.invitations.resend.useMutation({
    onError,
    onSettled,
    onSuccess: () => toast.done(t("resent", { email })),
  });
  const revoke = api.invitations.revoke.useMutation({
    onError,
    onSettled,
    onSuccess: () => toast.done(t("revoked", { email })),
  });
  if (!invitation.isOwnToManage) return <span className="text-muted-foreground text-xs">{t("notYours")}</span>;
  const isLost = lost.includes(invitation.mail?.state ?? "");
  return (
    <span className="inline-flex flex-wrap items-center gap-1 max-lg:-ml-2 lg:justify-end">
      {isLost ? (
        <Button variant="ghost" size="sm" onClick={() => setFixing(true)}>
          {t("fix")}
        </Button>
      ) : invitation.isExpired ? null : (
        <Button
          variant="ghost"
          size="sm"
          aria-label={t("copyLinkFor", { email })}
          pending={copy.isPending}
          onClick={() => copy.mutate({ invitationId })}
        >
          <Link2 aria-hidden className="size-3.5" />
          {t("copyLink")}
        </Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        aria-label={t("resendTo", { email })}
        pending={resend.isPending}
        onClick={() => resend.mutate({ invitationId })}
      >
        {t("resend")}
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("revoke", { email })}
        title={t("revokeAct")}
        onClick={() => setAsked(true)}
      >
        <X aria-hidden className="size-3.5" />
      </Button>
      <AlertDialog
        open={asked}
        onOpenChange={setAsked}
        title={t("revokeTitle", { email })}
        description={t("revokeText")}
        act={t("revokeAct")}
        tone="destructive"
        onConfirm={() => revoke.mutateAsync({ invitationId })}
      />
      {fixing ? (
        <Suspense>
          <FixAddressDialog invitationId={invitationId} email={email} onClose={() => setFixing(false)} />
        </Suspense>
      ) : null}
    </span>
  );
}
