"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useCallback, useState } from "react";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import { ChatProvider } from "~/features/chat/components/chat-provider";
import { FirstMessage } from "~/features/chat/components/first-message/first-message";
import { StepFoot } from "~/features/onboarding/components/step-foot";
import { StepFrame, stepColumn } from "~/features/onboarding/components/step-frame";
import { useStanding } from "~/features/onboarding/hooks/use-standing";
import { useStep } from "~/features/onboarding/hooks/use-step";
import { api } from "~/trpc/react";

type Props = {
  home: string;
  viewer: Omit<ComponentProps<typeof ChatProvider>, "children">;
} & Pick<ComponentProps<typeof FirstMessage>, "conversationId" | "initial">;

/** The first message goes through the chat as every other one will. It is done when the server has its answer whole. */
export function MessageStep({ home, viewer, initial, ...given }: Props) {
  const t = useTranslations("onboarding.message");
  const common = useTranslations("onboarding");
  const acts = useStep("message", home);
  const { purpose, steps } = useStanding();
  const utils = api.useUtils();
  const { mutate, isError, isPending } = api.onboarding.complete.useMutation({
    onSuccess: (standing) => utils.onboarding.standing.setData(undefined, standing),
  });
  // The page may be drawn anew by the server, which would give another id to what is begun here.
  const [conversationId] = useState(given.conversationId);
  const [isAnswered, setAnswered] = useState(false);
  const note = useCallback(() => {
    setAnswered(true);
    mutate({ step: "message" });
  }, [mutate]);
  const isDone = steps.message === "done";
  const { write } = viewer.may;
  const lead = isAnswered ? t("doneLead") : t(write ? "lead" : "viewerLead");
  return (
    <StepFrame step="message" title={t(isAnswered ? "doneTitle" : "title")} lead={lead} isBare>
      <ChatProvider {...viewer}>
        <FirstMessage
          conversationId={conversationId}
          initial={initial}
          proposal={t(`proposals.${purpose ?? "open"}`)}
          onAnswered={note}
        />
      </ChatProvider>
      <div className={stepColumn}>
        {isError ? (
          <Note
            tone="warning"
            live="status"
            className="mt-4"
            action={
              <Button size="sm" pending={isPending} onClick={note}>
                {t("again")}
              </Button>
            }
          >
            {t("failed")}
          </Note>
        ) : null}
        <StepFoot step="message" acts={acts} canSkip={!isDone}>
          {isDone ? (
            <Button variant="primary" size="lg" pending={acts.isMoving} onClick={acts.goOn}>
              {common("goOn")}
            </Button>
          ) : null}
        </StepFoot>
      </div>
    </StepFrame>
  );
}
