"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/**
 * A value that all tabs of one name show: setting it in one sets it in the others, and a tab that opens
 * asks for it. Only what `isValue` accepts is taken from another tab.
 */
export function useSharedState<Value>(
  name: string,
  initial: Value | null,
  isValue: (candidate: unknown) => candidate is Value,
): [Value | null, (value: Value) => void] {
  const [value, setValue] = useState(initial);
  const told = useRef<Value | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const accept = useRef(isValue);

  useEffect(() => {
    if (!("BroadcastChannel" in window)) return;
    const tabs = new BroadcastChannel(name);
    channel.current = tabs;
    tabs.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (accept.current(data)) setValue(data);
      else if (data === "ask" && told.current !== null) tabs.postMessage(told.current);
    };
    tabs.postMessage("ask");
    return () => {
      channel.current = null;
      tabs.close();
    };
  }, [name]);

  const tell = useCallback((next: Value) => {
    told.current = next;
    setValue(next);
    channel.current?.postMessage(next);
  }, []);
  return [value, tell];
}
