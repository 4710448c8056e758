"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { CopyButton } from "~/components/ui/copy-button";
import { useHighlighted } from "./use-highlighted";

// It scrolls sideways, so keys must be able to reach it.
const reachable = { tabIndex: 0 };

/**
 * Code with its file or language above it and a button that copies it. Colours come when the highlighter
 * has been loaded; until then, and for languages it does not know, it is plain.
 */
export function CodeBlock(props: { code: string; title: string; language: string; grows: boolean }) {
  const t = useTranslations("chat.markdown");
  const common = useTranslations("common");
  const code = useDeferredValue(props.code);
  const highlighted = useHighlighted(code, props.language, props.grows);
  const title = props.title || t("code");
  return (
    <figure className="code-block" aria-label={title}>
      <figcaption className="flex h-8 items-center border-b bg-muted pr-1.5 pl-3 text-muted-foreground text-xs">
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <CopyButton text={props.code} label={common("copy")} className="text-xs" />
      </figcaption>
      <pre className="scrollbar-thin focus-visible:-outline-offset-2" {...reachable}>
        <code>{code === props.code ? (highlighted ?? code) : props.code}</code>
        {props.grows ? <span className="caret" /> : null}
      </pre>
    </figure>
  );
}
