"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { httpBatchStreamLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { freshSession } from "~/lib/clerk-script";
import type { AppRouter } from "~/server/api/root";
import { createQueryClient } from "./query-client";

export const api = createTRPCReact<AppRouter>();

export type RouterOutputs = inferRouterOutputs<AppRouter>;

/**
 * The client of one organisation, or of none (`org` null: account and console). Give it a `key` of the
 * same value: another organisation must get another cache, not this one emptied.
 */
export function TRPCReactProvider({ org, children }: { org: string | null; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() => createClient(org));
  return (
    <QueryClientProvider client={queryClient}>
      <api.Provider client={client} queryClient={queryClient}>
        {children}
      </api.Provider>
    </QueryClientProvider>
  );
}

function createClient(org: string | null) {
  const url = typeof window === "undefined" ? "http://localhost/api/trpc" : `${window.location.origin}/api/trpc`;
  return api.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({
          url,
          transformer: superjson,
          connectionParams: async () => {
            await freshSession();
            return org === null ? null : { org };
          },
        }),
        false: httpBatchStreamLink({
          url,
          transformer: superjson,
          maxItems: 20,
          headers: async () => {
            await freshSession();
            return org === null ? {} : { "x-org": org };
          },
        }),
      }),
    ],
  });
}
