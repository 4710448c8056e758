import type { ComponentProps } from "react";
import { Input } from "~/components/ui/input";

/** The address that one signs in with, as phones and password managers like it. */
export function EmailInput(props: ComponentProps<typeof Input>) {
  return (
    <Input
      {...props}
      name="email"
      type="email"
      size="lg"
      autoComplete="username"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
