import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

/** The column that messages, walls and the composer share: 720 with its gutters, centred. */
export function Column({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mx-auto flex w-full max-w-[720px] flex-col px-4 md:px-6", className)} {...props} />;
}
