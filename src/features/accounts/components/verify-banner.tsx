"use client";

import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";

/** Above every page until the address is proved. Quiet: nothing is closed because of it. */
export function VerifyBanner({ email }: { email: string }) {
  const t = useTranslations("account.banner");
  const errorText = useErrorText();
  const send = api.account.sendVerification.useMutation({
    onSuccess: () => toast.done(t("sent", { email })),
    onError(thrown) {
      const { code, details } = readClientError(thrown);
      const seconds = details?.retryAfterSeconds;
      if (code === "too_many_attempts" && typeof seconds === "number") {
        toast.failed(t("wait", { minutes: Math.ceil(seconds / 60) }));
      } else toast.failed(errorText(thrown));
    },
  });
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-muted px-4 py-1.5 text-muted-foreground text-xs md:px-8"
    >
      <MailCheck aria-hidden className="size-3.5" />
      <p className="min-w-0 flex-1 break-words">
        {t.rich("text", { email, b: (words) => <b className="font-medium text-foreground">{words}</b> })}
      </p>
      <Button size="sm" variant="ghost" pending={send.isPending} onClick={() => send.mutate()}>
        {t("again")}
      </Button>
    </div>
  );
}
