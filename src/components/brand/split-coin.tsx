import { cn } from "~/lib/cn";

const sizes = { xs: "size-3", sm: "size-3.5", md: "size-5", lg: "size-7", xl: "size-8" };

/** The mark of credits: a solid half and an open half, yours and its counterpart. Ink follows the text colour. */
export function SplitCoin({ size = "sm", className }: { size?: keyof typeof sizes; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden
      className={cn("block shrink-0 text-credit", sizes[size], className)}
    >
      <path d="M10.75 5.5v16.5a8.25 8.25 0 0 1 0-16.5z" fill="currentColor" />
      <path
        d="M13.25 2.9v14.7a7.35 7.35 0 0 0 0-14.7z"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinejoin="round"
      />
    </svg>
  );
}
