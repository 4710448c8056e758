import { cn } from "~/lib/cn";

/** A hairline; `dashed` inside receipts and forms that calculate. */
export function Separator({ className, dashed }: { className?: string; dashed?: boolean }) {
  return <hr className={cn("h-0 border-t", dashed && "border-input border-dashed", className)} />;
}
