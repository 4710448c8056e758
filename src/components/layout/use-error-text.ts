"use client";

import { useTranslations } from "next-intl";
import { readClientError } from "~/lib/client-error";

/** The reader's words for anything thrown: `const errorText = useErrorText(); toast.failed(errorText(error))`. */
export function useErrorText(): (thrown: unknown) => string {
  const t = useTranslations("errors");
  return (thrown) => t(readClientError(thrown).code);
}
