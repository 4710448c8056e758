"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useMemo } from "react";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";

/** A time zone by its name, found by typing a part of it; the hint says what time it is there now. */
export function TimeZoneField(props: { value: string; onChange: (zone: string) => void; isChanged: boolean }) {
  const t = useTranslations("organization.details");
  const locale = useLocale();
  const list = useId();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone")], []);
  const time = timeIn(props.value, locale);
  return (
    <Field
      label={t("timeZone")}
      hint={time === null ? null : t("timeZoneHint", { time })}
      error={time === null ? t("timeZoneError") : null}
    >
      {(control) => (
        <>
          <Input
            {...control}
            list={list}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            className={props.isChanged ? "bg-credit-soft" : undefined}
            spellCheck={false}
            autoComplete="off"
          />
          <datalist id={list}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Null where there is no such zone. */
function timeIn(timeZone: string, locale: string): string | null {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date());
  } catch {
    return null;
  }
}
