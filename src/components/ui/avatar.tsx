import { cn } from "~/lib/cn";
import { initialsOf } from "~/lib/initials";

const sizes = {
  sm: "size-6 text-[10.5px]",
  md: "size-7 text-[11px]",
  lg: "size-10 text-sm",
  xl: "size-16 text-xl",
};

type Figure = {
  name: string;
  /** Address of a picture, which covers the initials; they stay where it does not come. */
  src?: string | null | undefined;
  label?: string;
  className?: string;
};

/** A person: a circle with a picture or initials. Decorative beside a name; pass `label` where it stands alone. */
export function Avatar(props: Figure & { size?: keyof typeof sizes }) {
  return (
    <Initials
      {...props}
      className={cn("rounded-full border bg-accent text-accent-foreground", sizes[props.size ?? "sm"], props.className)}
    />
  );
}

const orgSizes = {
  sm: "size-5 rounded-sm text-[10px]",
  md: "size-[26px] text-xs",
  xl: "size-16 rounded-lg text-xl",
};

/** An organisation or agent: a square. */
export function OrgAvatar(props: Figure & { size?: keyof typeof orgSizes }) {
  return (
    <Initials
      {...props}
      className={cn("rounded-md bg-foreground text-background", orgSizes[props.size ?? "md"], props.className)}
    />
  );
}

function Initials(props: Figure & { className: string }) {
  const naming = props.label ? { role: "img", "aria-label": props.label } : { "aria-hidden": true };
  return (
    <span
      {...naming}
      className={cn(
        "relative grid shrink-0 select-none place-items-center overflow-hidden font-semibold",
        props.className,
      )}
    >
      {initialsOf(props.name)}
      {/* Without a text of its own, a picture that does not come leaves no mark over the initials. */}
      {props.src ? (
        <img src={props.src} alt="" decoding="async" className="absolute inset-0 size-full object-cover" />
      ) : null}
    </span>
  );
}
