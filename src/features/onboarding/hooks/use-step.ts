"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { CompleteStepInput } from "../onboarding.schema";
import { pathOf, type Step, stepAfter } from "../onboarding-steps";

/** Doing or passing over a step, and going on to the next one; from the last one `home`. */
export function useStep(step: Step, home: string) {
  const router = useRouter();
  const utils = api.useUtils();
  const errorText = useErrorText();
  const [isMoving, startMove] = useTransition();
  const options = {
    onSuccess: (standing: Parameters<typeof utils.onboarding.standing.setData>[1]) =>
      utils.onboarding.standing.setData(undefined, standing),
    onError: (error: unknown) => toast.failed(errorText(error)),
  };
  const complete = api.onboarding.complete.useMutation(options);
  const skip = api.onboarding.skip.useMutation(options);
  const next = stepAfter(step);
  const go = (path: string) => startMove(() => router.push(path));
  const goOn = () => go(next === null ? home : pathOf(next));
  return {
    goOn,
    isMoving,
    /** Notes the step as done and goes on; what it needs beside its name is given. */
    complete: (input: CompleteStepInput, path?: string) =>
      complete.mutate(input, { onSuccess: () => (path === undefined ? goOn() : go(path)) }),
    skip: () => skip.mutate({ step }, { onSuccess: goOn }),
    isCompleting: complete.isPending || (isMoving && complete.isSuccess),
    isSkipping: skip.isPending || (isMoving && skip.isSuccess),
  };
}

export type StepActs = ReturnType<typeof useStep>;
