"use client";

import { useLocale, useTranslations } from "next-intl";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { parseCredits } from "~/lib/parse-credits";

/** Most credits in a month; an empty field is no limit. */
export function CapField(props: { text: string; onText: (text: string) => void; isTried: boolean }) {
  const t = useTranslations("keys.form");
  const common = useTranslations("keys");
  const locale = useLocale();
  const isWrong = props.isTried && readCap(props.text, locale) === undefined;
  return (
    <Field
      label={t("cap")}
      note={common("optional")}
      hint={isWrong ? undefined : t("capHint")}
      error={isWrong ? t("capWrong") : undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="num max-w-42"
          value={props.text}
          onChange={(event) => props.onText(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Null for no limit, undefined for what is no amount. */
export function readCap(text: string, locale: string): bigint | null | undefined {
  return text.trim() === "" ? null : (parseCredits(text, locale) ?? undefined);
}
