"use client";

import { useEffect, useRef, useState } from "react";

/** As long as nothing more is typed, what was typed is written down. */
const typingPauseMs = 300;

/**
 * Text that is typed here and kept elsewhere, usually in the address: `write` is called once typing pauses, and `kept`
 * is what there is then. When that changes by other means (going back, clearing), the text follows it.
 */
export function useTypedText(kept: string, write: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(kept);
  const [known, setKnown] = useState(kept);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (known !== kept) {
    setKnown(kept);
    setText(kept);
  }
  useEffect(() => {
    if (text === kept) return;
    waiting.current = setTimeout(() => write(text), typingPauseMs);
    return () => clearTimeout(waiting.current);
  }, [text, kept, write]);
  useEffect(() => {
    // Writing this page's address would call off the move to another page that a click has just begun.
    const onClick = (event: MouseEvent) => {
      if (leavesPage(event)) clearTimeout(waiting.current);
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, []);
  return [text, setText];
}

/** A plain click on a link to another page here, or on what says with `data-href` that it leads like one. */
function leavesPage(event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlain || !(event.target instanceof Element)) return false;
  const link = event.target.closest("a[href], [data-href]");
  // What a link downloads, or opens beside this page, leaves the page where it is.
  return link !== null && !link.matches("a[download], a[target=_blank]");
}
