"use client";

import { api } from "~/trpc/react";

/**
 * Listens to what happens in other tabs and on the server: names that were made, answers that began or
 * ended. Where something may have been missed, everything that is shown is asked for again.
 */
export function useChatEvents(): void {
  const utils = api.useUtils();
  api.chat.events.useSubscription(undefined, {
    onData(event) {
      void utils.chat.list.invalidate();
      if (event.type === "resync") void utils.chat.get.invalidate();
      else void utils.chat.get.invalidate({ conversationId: event.conversationId });
    },
  });
}
