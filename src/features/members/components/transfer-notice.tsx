"use client";

import { Crown } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { toast } from "~/components/ui/toast";
import { formatDate } from "~/lib/format-date";
import { api } from "~/trpc/react";

/** The offer that waits, to the two whom it concerns: one answers, the other may take it back. */
export function TransferNotice({ orgName }: { orgName: string }) {
  const t = useTranslations("members.transfer");
  const errorText = useErrorText();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const utils = api.useUtils();
  const transfer = api.members.transfer.useQuery();
  const [asked, setAsked] = useState<"accept" | "decline" | "withdraw" | null>(null);
  const after = (text: string) => ({
    onSuccess: () => toast.done(text),
    onError: (error: unknown) => toast.failed(errorText(error)),
    onSettled: () => utils.members.invalidate(),
  });
  const acts = {
    accept: api.members.acceptOwnership.useMutation(after(t("accept.done", { org: orgName }))),
    decline: api.members.declineOwnership.useMutation(after(t("decline.done"))),
    withdraw: api.members.withdrawOwnership.useMutation(after(t("withdraw.done"))),
  };
  const offer = transfer.data;
  if (offer == null) return null;
  const day = formatDate(offer.expiresAt, locale, { style: "dayTime", timeZone });
  const words = { org: orgName, giver: offer.giver.name, receiver: offer.receiver.name, day };
  return (
    <>
      <Note
        icon={Crown}
        live="status"
        title={t(`${offer.as}.title`, words)}
        action={
          offer.as === "receiver" ? (
            <>
              <Button size="sm" onClick={() => setAsked("accept")}>
                {t("accept.act")}
              </Button>
              <Button size="sm" variant="ghost" onClick={() => setAsked("decline")}>
                {t("decline.act")}
              </Button>
            </>
          ) : (
            <Button size="sm" onClick={() => setAsked("withdraw")}>
              {t("withdraw.act")}
            </Button>
          )
        }
      >
        {t(`${offer.as}.text`, words)}
      </Note>
      {asked === null ? null : (
        <AlertDialog
          open
          onOpenChange={() => setAsked(null)}
          tone={asked === "accept" ? "primary" : "destructive"}
          title={t(`${asked}.title`, words)}
          description={t(`${asked}.text`, words)}
          act={t(`${asked}.act`)}
          onConfirm={() => acts[asked].mutateAsync({ transferId: offer.id })}
        />
      )}
    </>
  );
}
