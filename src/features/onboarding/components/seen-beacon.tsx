"use client";

import { useEffect, useRef } from "react";
import { api } from "~/trpc/react";
import { useStanding } from "../hooks/use-standing";
import type { Step } from "../onboarding-steps";

/** Says that the step is on somebody's screen, which a page that is fetched ahead is not; whoever looks has taken it up again. */
export function SeenBeacon({ step }: { step: Step }) {
  const { steps, isSetAside } = useStanding();
  const utils = api.useUtils();
  const keep = {
    onSuccess: (standing: Parameters<typeof utils.onboarding.standing.setData>[1]) =>
      utils.onboarding.standing.setData(undefined, standing),
  };
  const { mutate: see } = api.onboarding.see.useMutation(keep);
  const { mutate: takeUp } = api.onboarding.takeUp.useMutation(keep);
  const isUnseen = steps[step] === "unseen";
  // As the page found it: who puts it away from here on has not taken it up again by being here.
  const wasSetAside = useRef(isSetAside);
  useEffect(() => {
    if (isUnseen) see({ step });
  }, [isUnseen, see, step]);
  useEffect(() => {
    if (wasSetAside.current) takeUp();
    wasSetAside.current = false;
  }, [takeUp]);
  return null;
}
