"use client";

import { api } from "~/trpc/react";

const refreshMs = 15_000;

/** Invitations that wait for an answer, part by part, with the seats; what becomes of their mails is looked at again. */
export function useInvitations() {
  const query = api.invitations.list.useInfiniteQuery(
    {},
    { getNextPageParam: (page) => page.next, refetchInterval: refreshMs },
  );
  const pages = query.data?.pages ?? [];
  return { query, head: pages[0], invitations: pages.flatMap((page) => page.invitations) };
}
