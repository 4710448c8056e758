import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import * as SlotPrimitive from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "~/lib/cn";

/** The look of a button, for links that act as one. One `primary` a view. */
export const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium",
    "transition-[background-color,border-color,color,opacity] duration-[120ms] select-none",
    "disabled:cursor-default disabled:opacity-55 aria-disabled:cursor-default aria-disabled:opacity-55",
    // Fingers get 44 px without the row growing.
    "pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-1.5",
  ],
  {
    variants: {
      variant: {
        primary:
          "border-primary bg-primary text-primary-foreground enabled:hover:border-primary-hover enabled:hover:bg-primary-hover [a&]:hover:bg-primary-hover",
        outline:
          "border-input bg-card text-foreground enabled:hover:bg-accent [a&]:hover:bg-accent data-[state=open]:bg-accent [&_svg]:text-muted-foreground",
        ghost:
          "border-transparent text-foreground enabled:hover:bg-accent [a&]:hover:bg-accent data-[state=open]:bg-accent [&_svg]:text-muted-foreground",
        // Darker, not fainter: what shines through would take from the contrast of its words.
        destructive:
          "border-destructive bg-destructive text-destructive-foreground enabled:hover:bg-[color-mix(in_oklch,var(--destructive)_90%,black)] [a&]:hover:bg-[color-mix(in_oklch,var(--destructive)_90%,black)]",
        "ghost-destructive":
          "border-transparent text-destructive enabled:hover:bg-destructive-soft [a&]:hover:bg-destructive-soft",
        link: "border-transparent px-0! text-primary underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-[9px] text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
        xl: "h-11 rounded-lg px-5 text-lg",
        icon: "size-8 p-0",
        "icon-sm": "size-7 p-0",
      },
    },
    defaultVariants: { variant: "outline", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Renders the child (a link) with the looks of a button. */
    asChild?: boolean;
    /** An answer is under way: keeps the label and the width, refuses a second press. */
    pending?: boolean;
  };

export function Button({
  className,
  variant,
  size,
  asChild,
  pending,
  children,
  disabled,
  type,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <SlotPrimitive.Root className={classes} {...props}>
        {children}
      </SlotPrimitive.Root>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={classes}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...props}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin motion-reduce:animate-none" /> : null}
      {children}
    </button>
  );
}
