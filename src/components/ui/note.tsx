import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/lib/cn";

const tones = {
  neutral: { box: "bg-muted text-muted-foreground [&_b]:text-foreground", icon: "", glyph: Info },
  warning: { box: "bg-warning-soft text-foreground", icon: "text-warning", glyph: TriangleAlert },
  destructive: { box: "bg-destructive-soft text-foreground", icon: "text-destructive", glyph: CircleAlert },
  success: { box: "bg-success-soft text-foreground", icon: "text-success", glyph: CircleCheck },
};

/** A paragraph that must be seen, in place. `live` announces it when it appears (errors, walls). */
export function Note(props: {
  tone?: keyof typeof tones;
  icon?: LucideIcon;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: "alert" | "status";
  className?: string;
}) {
  const tone = tones[props.tone ?? "neutral"];
  const Icon = props.icon ?? tone.glyph;
  return (
    <div
      role={props.live}
      className={cn(
        "flex gap-2.5 rounded-md px-3 py-2.5 text-xs leading-[18px] [&_b]:font-medium",
        tone.box,
        props.className,
      )}
    >
      <Icon aria-hidden className={cn("mt-px", tone.icon)} />
      <div className="min-w-0 flex-1">
        {props.title ? <b>{props.title} </b> : null}
        {props.children}
        {props.action ? <div className="mt-2 flex flex-wrap gap-2">{props.action}</div> : null}
      </div>
    </div>
  );
}
