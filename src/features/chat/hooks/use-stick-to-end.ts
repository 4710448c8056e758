"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR_PX = 48;

/**
 * Keeps a scrolling region at its end while its content grows, until the reader scrolls away; and takes it
 * to the end whenever `landmark` changes (a message was sent, a conversation came).
 */
export function useStickToEnd(landmark: string) {
  const region = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isStuck = useRef(true);
  const [isAway, setIsAway] = useState(false);

  function toEnd(): void {
    isStuck.current = true;
    setIsAway(false);
    region.current?.scrollTo({ top: region.current.scrollHeight });
  }

  useLayoutEffect(() => {
    if (landmark === "") return;
    isStuck.current = true;
    region.current?.scrollTo({ top: region.current.scrollHeight });
  }, [landmark]);

  useEffect(() => {
    if (content.current === null) return;
    const watcher = new ResizeObserver(() => {
      if (isStuck.current) region.current?.scrollTo({ top: region.current.scrollHeight });
    });
    watcher.observe(content.current);
    return () => watcher.disconnect();
  }, []);

  function onScroll(): void {
    const { current } = region;
    if (current === null) return;
    isStuck.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX;
    setIsAway(!isStuck.current);
  }

  return { region, content, isAway, toEnd, onScroll };
}
