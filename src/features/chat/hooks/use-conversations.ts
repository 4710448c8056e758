"use client";

import { api } from "~/trpc/react";
import { useChat } from "./chat-context";

/** The list, page by page; while a search changes, the rows before stay. */
export function useConversations(search: string) {
  const { list } = useChat().initial;
  const query = api.chat.list.useInfiniteQuery(search === "" ? {} : { search }, {
    getNextPageParam: (page) => page.nextCursor,
    ...(search === "" && list !== null ? { initialData: { pages: [list], pageParams: [null] } } : {}),
    placeholderData: (previous) => previous,
  });
  const pages = query.data?.pages ?? [];
  return {
    ...query,
    pinned: pages[0]?.pinned ?? [],
    items: pages.flatMap((page) => page.items),
  };
}
