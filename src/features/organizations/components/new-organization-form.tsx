"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Note } from "~/components/ui/note";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";

/** Makes an organisation, in this browser's time zone, and leads into it. */
export function NewOrganizationForm() {
  const t = useTranslations("organization.create");
  const errorText = useErrorText();
  const [failure, setFailure] = useState<string | null>(null);
  const create = api.organizations.create.useMutation();
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../organizations.schema")).CreateOrganizationInput,
    onUnreachable: () => setFailure(errorText(noConnection)),
    async onValid({ name }) {
      setFailure(null);
      try {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const { slug } = await create.mutateAsync({ name, timeZone });
        window.location.assign(`/o/${slug}/settings/members`);
      } catch (error) {
        setFailure(errorText(error));
      }
    },
  });
  return (
    <form {...form} className="grid gap-3.5">
      {failure === null ? null : (
        <Note tone="destructive" live="alert">
          {failure}
        </Note>
      )}
      <Field label={t("name")} error={invalid.name ? t("nameError") : null}>
        {(control) => <Input {...control} name="name" size="lg" autoComplete="organization" maxLength={80} />}
      </Field>
      <Button type="submit" variant="primary" size="xl" pending={pending || create.isSuccess} className="w-full">
        {t("act")}
      </Button>
      <p className="text-muted-foreground text-xs">{t("credits")}</p>
    </form>
  );
}
