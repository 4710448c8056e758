"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";

/** The person's name; what to save appears with the first change. */
export function NameForm({ user }: { user: { name: string; email: string } }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const router = useRouter();
  const update = api.account.updateProfile.useMutation();
  const [saved, setSaved] = useState(user.name);
  const [name, setName] = useState(user.name);
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../accounts.schema")).UpdateProfileInput.pick({ name: true }),
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid(input) {
      try {
        await update.mutateAsync(input);
        setSaved(input.name);
        setName(input.name);
        toast.done(common("saved"));
        router.refresh();
      } catch (error) {
        toast.failed(errorText(error));
      }
    },
  });

  return (
    <form {...form} className="flex max-w-100 flex-col gap-4">
      <Field label={t("name")} error={invalid.name ? t("nameError") : null}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className={name === saved ? undefined : "bg-credit-soft"}
          />
        )}
      </Field>
      {name === saved ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {common("saveChanges")}
          </Button>
          <Button variant="ghost" onClick={() => setName(saved)}>
            {common("discard")}
          </Button>
          <span className="text-muted-foreground text-xs">{t("nameBefore", { name: saved })}</span>
        </div>
      )}
    </form>
  );
}
