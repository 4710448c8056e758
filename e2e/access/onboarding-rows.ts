import type { Sample } from "./samples";

export const onboardingSamples: Record<string, Sample> = {
  "onboarding.standing": async () => undefined,
  "onboarding.see": async () => ({ step: "start" }),
  "onboarding.complete": async () => ({ step: "purpose", purpose: "team" }),
  "onboarding.skip": async () => ({ step: "workspace" }),
  "onboarding.setAside": async () => undefined,
  "onboarding.takeUp": async () => undefined,
  "onboarding.funnel": async () => undefined,
};
