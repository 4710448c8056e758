"use client";

import { Ban, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { useFunctionName } from "../hooks/use-function-name";
import type { Run } from "./run-page";

/** Ends a run that goes on, or begins one that has ended again; asks before either. */
export function RunActs({ run }: { run: Run }) {
  const t = useTranslations("jobs.run");
  const errorText = useErrorText();
  const router = useRouter();
  const functionName = useFunctionName();
  const utils = api.useUtils();
  const [asked, setAsked] = useState<"cancel" | "replay" | null>(null);
  const onError = (error: unknown) => toast.failed(errorText(error));
  const cancel = api.jobs.cancel.useMutation({
    onSuccess: async ({ cancelled }) => {
      if (cancelled) toast.done(t("cancelled"));
      else toast.failed(t("hadEnded"));
      await utils.jobs.invalidate();
    },
    onError,
  });
  const replay = api.jobs.replay.useMutation({
    onSuccess: async ({ runId }) => {
      toast.done(t("replayed"));
      await utils.jobs.invalidate();
      router.push(`/admin/jobs/${runId}`);
    },
    onError,
  });
  const hasEnded = run.endedAt !== null;
  const act = hasEnded ? "replay" : "cancel";
  return (
    <>
      <Button variant={run.state === "failed" ? "primary" : "outline"} onClick={() => setAsked(act)}>
        {hasEnded ? <RotateCcw aria-hidden /> : <Ban aria-hidden />}
        {t(act)}
      </Button>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => (open ? undefined : setAsked(null))}
        title={t(asked === "cancel" ? "cancelTitle" : "replayTitle", { name: functionName(run) })}
        description={t(asked === "cancel" ? "cancelText" : "replayText")}
        act={t(asked === "cancel" ? "cancel" : "replay")}
        tone={asked === "cancel" ? "destructive" : "primary"}
        note={t("audited")}
        onConfirm={() =>
          asked === "cancel" ? cancel.mutateAsync({ runId: run.id }) : replay.mutateAsync({ runId: run.id })
        }
      />
    </>
  );
}
