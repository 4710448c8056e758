"use client";

import { useTranslations } from "next-intl";

/** What an act is called; one without a name of its own is shown as it is kept. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("audit.actions");
  return (action) => {
    const key = action.replaceAll(".", "_");
    return isKnown(t, key) ? t(key) : action;
  };
}

type Texts = ReturnType<typeof useTranslations<"audit.actions">>;

function isKnown(t: Texts, key: string): key is Parameters<Texts>[0] {
  const has: (key: never) => boolean = t.has;
  return Reflect.apply(has, t, [key]) === true;
}
