"use client";

import { type ComponentProps, type RefObject, useLayoutEffect } from "react";
import { cn } from "~/lib/cn";

const MOST_PX = 264;

/**
 * A field as high as its text, to a bound. Enter acts and Shift+Enter breaks the line; while a word is
 * being composed (Japanese, Chinese, Korean) both belong to the input method.
 */
export function GrowingField({
  field,
  value,
  onValue,
  onEnter,
  onEscape,
  className,
  ...props
}: Omit<ComponentProps<"textarea">, "ref" | "value" | "onChange"> & {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onValue: (value: string) => void;
  onEnter: () => void;
  onEscape?: () => void;
}) {
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null || value.length < 0) return;
    current.style.height = "auto";
    current.style.height = `${Math.min(current.scrollHeight, MOST_PX)}px`;
  }, [value, field]);

  return (
    <textarea
      ref={field}
      rows={1}
      value={value}
      enterKeyHint="send"
      onChange={(event) => onValue(event.target.value)}
      onKeyDown={(event) => {
        // 229 is what Safari tells for the Enter that ends a composition.
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
          event.preventDefault();
          onEnter();
        } else if (event.key === "Escape" && onEscape) {
          event.preventDefault();
          onEscape();
        }
      }}
      className={cn(
        "scrollbar-thin block w-full resize-none bg-transparent text-lg outline-none pointer-coarse:text-[1rem]",
        className,
      )}
      {...props}
    />
  );
}
