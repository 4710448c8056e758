import "server-only";
import { randomUUID } from "node:crypto";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import { headers } from "next/headers";
import { cache } from "react";
import { enter } from "~/features/accounts/server/enter.service";
import { type AppRouter, appRouter } from "~/server/api/root";
import { t } from "~/server/api/trpc";
import type { Entrance } from "~/server/context";
import { backend } from "~/server/ports";
import { createQueryClient } from "./query-client";

/** Who is looking at the page of an organisation (or of none), asked once a render. */
export const entrance = cache(async (slug: string | null): Promise<Entrance | null> => {
  return enter(backend(), await headers(), slug, randomUUID());
});

const queryClient = cache((_slug: string | null) => createQueryClient());

const createCaller = t.createCallerFactory(appRouter);

/**
 * Server-side access to the procedures for one organisation: `api.x.y()` answers, `api.x.y.prefetch()`
 * starts a query that `HydrateClient` hands on to the browser.
 */
export const apiOf = cache((slug: string | null) => {
  const caller = createCaller(async () => {
    const [found, requestHeaders] = await Promise.all([entrance(slug), headers()]);
    return {
      requestId: randomUUID(),
      headers: requestHeaders,
      backend: backend(),
      user: found?.user ?? null,
      org: found?.org ?? null,
    };
  });
  const { trpc, HydrateClient } = createHydrationHelpers<AppRouter>(caller, () => queryClient(slug));
  return { api: trpc, HydrateClient };
});
