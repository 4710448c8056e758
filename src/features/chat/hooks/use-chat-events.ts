"use client";

import { useEffect, useRef } from "react";
import { useTabLeader } from "~/lib/use-tab-leader";
import { api } from "~/trpc/react";
import type { ChatEvent } from "../chat.schema";

/**
 * Hears what happens in other tabs and on the server: names that were made, answers that began or ended.
 * One tab listens to the server and tells the others. Where something may have been missed, everything
 * that is shown is asked for again.
 * @param name names organisation and person, so that two people in one browser never hear each other.
 */
export function useChatEvents(name: string): void {
  const utils = api.useUtils();
  const leads = useTabLeader(`chat:${name}`);
  const tabs = useRef<BroadcastChannel | null>(null);
  const hear = useRef<(event: ChatEvent) => void>(() => undefined);

  useEffect(() => {
    hear.current = (event) => {
      void utils.chat.list.invalidate();
      if (event.type === "resync") void utils.chat.get.invalidate();
      else void utils.chat.get.invalidate({ conversationId: event.conversationId });
    };
  }, [utils]);

  useEffect(() => {
    if (!("BroadcastChannel" in window)) return;
    const channel = new BroadcastChannel(`chat:${name}`);
    tabs.current = channel;
    // Another tab of the same person: what it says only makes this one ask the server.
    channel.onmessage = ({ data }: MessageEvent<unknown>) => hear.current(eventOf(data));
    return () => {
      tabs.current = null;
      channel.close();
    };
  }, [name]);

  function tell(event: ChatEvent): void {
    hear.current(event);
    tabs.current?.postMessage(event);
  }

  api.chat.events.useSubscription(undefined, {
    enabled: leads,
    // Between the page's first data and this moment, and in every break, something may have happened.
    onStarted: () => tell({ type: "resync" }),
    onData: tell,
  });
}

function eventOf(data: unknown): ChatEvent {
  const id = typeof data === "object" && data !== null && "conversationId" in data ? data.conversationId : null;
  return typeof id === "string" ? { type: "conversation", conversationId: id, change: "changed" } : { type: "resync" };
}
