"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** The width of an element in pixels, so that a chart is drawn to it and its text stays the size it is. */
export function useWidth<Element extends HTMLElement>(before: number): [RefObject<Element | null>, number] {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(before);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
