"use client";

import { api } from "~/trpc/react";
import type { Standing } from "../onboarding.schema";

/** Where the person stands, as the server said it last. The page brings it along. */
export function useStanding(): Standing {
  return api.onboarding.standing.useSuspenseQuery()[0];
}
