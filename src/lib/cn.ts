import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our own utilities that would otherwise be kept beside the ones they replace.
const merge = extendTailwindMerge({
  extend: { classGroups: { shadow: [{ shadow: ["overlay"] }] } },
});

/** Joins class names; where two set the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
