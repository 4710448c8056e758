"use client";

import { api } from "~/trpc/react";

/** The list, page by page; while a search changes, the rows before stay. */
export function useConversations(search: string) {
  const query = api.chat.list.useInfiniteQuery(listInput(search), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  const pages = query.data?.pages ?? [];
  return {
    ...query,
    pinned: pages[0]?.pinned ?? [],
    items: pages.flatMap((page) => page.items),
  };
}

/** The same input on server and client, so that what the server fetched is found. */
export function listInput(search: string) {
  return search === "" ? {} : { search };
}
