"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";

/** Copies `text` and says so for two seconds. With `label` it is a button with a word, else an icon. */
export function CopyButton({ text, label, ...props }: { text: string; label?: string } & ButtonProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const word = copied ? t("copied") : (label ?? t("copy"));
  return (
    <Button
      variant="ghost"
      size={label ? "sm" : "icon-sm"}
      aria-label={word}
      title={label ? undefined : word}
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => undefined,
        )
      }
      {...props}
    >
      {copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      {label ? word : null}
    </Button>
  );
}
