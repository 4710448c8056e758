"use client";

import { Play, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

/** Two safe ways to see the machinery at work: a run that does nothing, and one that fails on purpose. */
export function PingButtons() {
  const t = useTranslations("jobs.ping");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const ping = api.jobs.ping.useMutation({
    onSuccess: async () => {
      toast.done(t("sent"));
      await utils.jobs.invalidate();
    },
    onError: (error) => toast.failed(errorText(error)),
  });
  const isPending = (fail: boolean) => ping.isPending && ping.variables.fail === fail;
  return (
    <>
      <Button pending={isPending(true)} disabled={ping.isPending} onClick={() => ping.mutate({ fail: true })}>
        {isPending(true) ? null : <TriangleAlert aria-hidden />}
        {t("fail")}
      </Button>
      <Button pending={isPending(false)} disabled={ping.isPending} onClick={() => ping.mutate({ fail: false })}>
        {isPending(false) ? null : <Play aria-hidden />}
        {t("run")}
      </Button>
    </>
  );
}
