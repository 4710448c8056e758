import type { ReactNode } from "react";

/** The lower band of a wall: who can help and until when on the left, one button on the right. */
export function FixBand({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col gap-3 border-t bg-background px-4 py-3.5 sm:flex-row sm:items-center sm:px-5">
      <div className="min-w-0 flex-1 text-sm">{children}</div>
      {action}
    </div>
  );
}
