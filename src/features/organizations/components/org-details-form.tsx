"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { isLocale, type Locale, locales } from "~/i18n/locales";
import { noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";
import { currencies } from "../currencies";
import { TimeZoneField } from "./time-zone-field";

export type OrgDetails = { name: string; timeZone: string; locale: Locale; currency: string };

/** Name, time zone, language and currency; what to save appears with the first change. */
export function OrgDetailsForm({ org }: { org: OrgDetails }) {
  const t = useTranslations("organization.details");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const router = useRouter();
  const locale = useLocale();
  const [saved, setSaved] = useState(org);
  const [wanted, setWanted] = useState(org);
  const update = api.organizations.update.useMutation();
  const set = (change: Partial<OrgDetails>) => setWanted((before) => ({ ...before, ...change }));
  const isChanged = (field: keyof OrgDetails) => wanted[field] !== saved[field];
  const tint = (field: keyof OrgDetails) => (isChanged(field) ? "bg-credit-soft" : undefined);
  const hasChanges = isChanged("name") || isChanged("timeZone") || isChanged("locale") || isChanged("currency");

  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../organizations.schema")).UpdateOrganizationInput.pick({ name: true }),
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid({ name = wanted.name }) {
      const { timeZone, currency } = wanted;
      const known = currencies.find((each) => each === currency);
      try {
        await update.mutateAsync({ name, timeZone, locale: wanted.locale, ...(known ? { currency: known } : {}) });
        setSaved({ ...wanted, name });
        setWanted({ ...wanted, name });
        toast.done(common("saved"));
        router.refresh();
      } catch (error) {
        toast.failed(errorText(error));
      }
    },
  });

  const currencyName = new Intl.DisplayNames(locale, { type: "currency" });
  return (
    <form {...form} className="flex max-w-100 flex-col gap-4">
      <Field label={t("name")} error={invalid.name ? t("nameError") : null}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="organization"
            maxLength={80}
            value={wanted.name}
            onChange={(event) => set({ name: event.target.value })}
            className={tint("name")}
          />
        )}
      </Field>
      <TimeZoneField
        value={wanted.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        isChanged={isChanged("timeZone")}
      />
      <Field label={t("language")} hint={t("languageHint")}>
        {(control) => (
          <Select value={wanted.locale} onValueChange={(value) => isLocale(value) && set({ locale: value })}>
            <SelectTrigger {...control} className={tint("locale")}>
              <SelectValue>{common(`language.${wanted.locale}`)}</SelectValue>
            </SelectTrigger>
            <SelectContent>
              {locales.map((value) => (
                <SelectItem key={value} value={value} lang={value}>
                  {common(`language.${value}`)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      <Field label={t("currency")} hint={t("currencyHint")}>
        {(control) => (
          <Select value={wanted.currency} onValueChange={(currency) => set({ currency })}>
            <SelectTrigger {...control} className={tint("currency")}>
              <SelectValue>{`${wanted.currency} · ${currencyName.of(wanted.currency) ?? ""}`}</SelectValue>
            </SelectTrigger>
            <SelectContent>
              {currencies.map((code) => (
                <SelectItem key={code} value={code}>
                  {`${code} · ${currencyName.of(code) ?? ""}`}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      {hasChanges ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {common("saveChanges")}
          </Button>
          <Button variant="ghost" onClick={() => setWanted(saved)}>
            {common("discard")}
          </Button>
          {isChanged("timeZone") ? (
            <span className="text-muted-foreground text-xs">{t("timeZoneBefore", { zone: saved.timeZone })}</span>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}
