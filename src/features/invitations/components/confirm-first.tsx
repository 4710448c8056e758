"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { SwitchAccount } from "./switch-account";

/** Another mail that proves the address, whose link leads back to the invitation. */
export function ConfirmFirst({ email, here }: { email: string; here: string }) {
  const t = useTranslations("invitations.page");
  const errorText = useErrorText();
  const send = api.account.sendVerification.useMutation();
  const failure = send.error === null ? null : readClientError(send.error);
  const seconds = failure?.details.retryAfterSeconds;
  return (
    <>
      {send.isSuccess ? (
        <Note tone="success" live="status" className="break-words">
          {t("againSent", { email })}
        </Note>
      ) : null}
      {failure === null ? null : (
        <Note tone="warning" live="alert">
          {failure.code === "too_many_attempts" && typeof seconds === "number"
            ? t("wait", { minutes: Math.ceil(seconds / 60) })
            : errorText(send.error)}
        </Note>
      )}
      <Button
        variant="primary"
        size="xl"
        className="w-full"
        pending={send.isPending}
        onClick={() => send.mutate({ next: here })}
      >
        {t("again")}
      </Button>
      <SwitchAccount here={here} />
    </>
  );
}
