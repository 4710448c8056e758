import { cn } from "~/lib/cn";
import { initialsOf } from "~/lib/initials";

const sizes = {
  sm: "size-6 text-[10.5px]",
  md: "size-7 text-[11px]",
  lg: "size-10 text-sm",
};

/** A person: a circle with initials. Decorative beside a name; pass `label` where it stands alone. */
export function Avatar(props: { name: string; size?: keyof typeof sizes; label?: string; className?: string }) {
  return (
    <Initials
      {...props}
      className={cn("rounded-full border bg-accent text-accent-foreground", sizes[props.size ?? "sm"], props.className)}
    />
  );
}

/** An organisation or agent: a square. */
export function OrgAvatar(props: { name: string; size?: "sm" | "md"; label?: string; className?: string }) {
  return (
    <Initials
      {...props}
      className={cn(
        "rounded-md bg-foreground text-background",
        props.size === "sm" ? "size-5 rounded-sm text-[10px]" : "size-[26px] text-xs",
        props.className,
      )}
    />
  );
}

function Initials(props: { name: string; label?: string; className: string }) {
  const naming = props.label ? { role: "img", "aria-label": props.label } : { "aria-hidden": true };
  return (
    <span {...naming} className={cn("grid shrink-0 select-none place-items-center font-semibold", props.className)}>
      {initialsOf(props.name)}
    </span>
  );
}
