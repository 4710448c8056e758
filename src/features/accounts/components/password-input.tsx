"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input, type InputProps } from "~/components/ui/input";
import { cn } from "~/lib/cn";

/** A password field that can be read on request. */
export function PasswordInput({ className, ...props }: InputProps) {
  const t = useTranslations("auth");
  const [visible, setVisible] = useState(false);
  return (
    <span className="relative block">
      <Input type={visible ? "text" : "password"} className={cn("pr-10", className)} {...props} />
      <button
        type="button"
        aria-label={t("showPassword")}
        title={t("showPassword")}
        aria-pressed={visible}
        onClick={() => setVisible(!visible)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted-foreground hover:text-foreground focus-visible:-outline-offset-2"
      >
        {visible ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </span>
  );
}
