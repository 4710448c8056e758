"use client";

import * as RadioGroupPrimitive from "radix-ui/radio-group";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "~/lib/cn";

export function RadioGroup({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return <RadioGroupPrimitive.Root className={cn("flex flex-col gap-2", className)} {...props} />;
}

export function RadioGroupItem({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Item>) {
  return (
    <RadioGroupPrimitive.Item
      className={cn(
        "size-3.5 shrink-0 rounded-full border-[1.5px] border-control bg-card data-[state=checked]:border-4 data-[state=checked]:border-primary",
        className,
      )}
      {...props}
    />
  );
}

/** A choice with its explanation as one bordered, pressable area; stack them or set them side by side. */
export function RadioCard(props: {
  value: string;
  title: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex cursor-pointer gap-2.5 rounded-md border border-input px-3 py-2 text-muted-foreground text-xs leading-[17px]",
        "has-data-[state=checked]:border-primary has-data-[state=checked]:bg-credit-soft has-data-[state=checked]:shadow-[inset_0_0_0_1px_var(--primary)]",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring has-disabled:opacity-55",
        props.className,
      )}
    >
      <RadioGroupItem
        id={id}
        value={props.value}
        disabled={props.disabled}
        className="mt-0.5 focus-visible:outline-none"
      />
      <span className="min-w-0">
        <span className="block font-medium text-foreground text-sm leading-[18px]">{props.title}</span>
        {props.description}
      </span>
    </label>
  );
}
