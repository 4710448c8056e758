"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection, readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";

/** The organisation's part of every address. Changing it leaves by a full load, to the page's new address. */
export function SlugForm({ slug, origin }: { slug: string; origin: string }) {
  const t = useTranslations("organization.address");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [wanted, setWanted] = useState(slug);
  const change = api.organizations.changeSlug.useMutation();
  const { form, invalid, pending, refuse } = useSchemaForm({
    schema: async () => (await import("../organizations.schema")).ChangeSlugInput,
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid(input) {
      try {
        const { slug: now } = await change.mutateAsync(input);
        window.location.assign(window.location.pathname.replace(`/o/${slug}/`, `/o/${now}/`));
      } catch (error) {
        if (readClientError(error).code === "slug_taken") refuse("slug", "taken");
        else toast.failed(errorText(error));
      }
    },
  });
  const problem = invalid.slug === "taken" ? t("taken") : invalid.slug === "custom" ? t("reserved") : t("wrong");

  return (
    <form {...form} className="flex max-w-100 flex-col gap-4">
      <Field
        label={t("label")}
        hint={`${origin}/o/${wanted.trim().toLowerCase()}`}
        error={invalid.slug ? problem : null}
      >
        {(control) => (
          <Input
            {...control}
            name="slug"
            maxLength={40}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className={wanted === slug ? "font-mono" : "bg-credit-soft font-mono"}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
          />
        )}
      </Field>
      {wanted === slug ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" pending={pending || change.isSuccess}>
            {t("act")}
          </Button>
          <Button variant="ghost" onClick={() => setWanted(slug)}>
            {common("discard")}
          </Button>
          <span className="w-full text-muted-foreground text-xs">{t("consequence", { before: slug })}</span>
        </div>
      )}
    </form>
  );
}
