"use client";

import { useRef } from "react";
import { api } from "~/trpc/react";

/**
 * Listens to what happens in other tabs and on the server: names that were made, answers that began or
 * ended. After a break everything that is shown is asked for again.
 */
export function useChatEvents(): void {
  const utils = api.useUtils();
  const hasStarted = useRef(false);
  api.chat.events.useSubscription(undefined, {
    onStarted() {
      if (hasStarted.current) {
        void utils.chat.list.invalidate();
        void utils.chat.get.invalidate();
      }
      hasStarted.current = true;
    },
    onData(event) {
      const { conversationId } = event;
      void utils.chat.list.invalidate();
      if (event.type === "conversation" && event.change === "removed")
        utils.chat.get.setData({ conversationId }, undefined);
      else void utils.chat.get.invalidate({ conversationId });
    },
  });
}
