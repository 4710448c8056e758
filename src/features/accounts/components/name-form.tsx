"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { lazyResolver } from "./lazy-resolver";

type Values = { name: string };

const resolver = lazyResolver<Values>(async () => (await import("./profile-resolver")).resolver);

/** The person's name; what to save appears with the first change. */
export function NameForm({ user }: { user: { name: string; email: string } }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const router = useRouter();
  const form = useForm<Values>({ resolver, defaultValues: { name: user.name } });
  const { errors, isDirty } = form.formState;

  const update = api.account.updateProfile.useMutation({
    onSuccess(_answer, input) {
      form.reset({ name: input.name });
      toast.done(common("saved"));
      router.refresh();
    },
    onError: (error) => toast.failed(errorText(error)),
  });

  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((values) => update.mutate(values))}
      className="flex max-w-100 flex-col gap-4"
    >
      <Field label={t("name")} error={errors.name ? t("nameError") : null}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="name" maxLength={100} />}
      </Field>
      <Field label={t("email")} hint={t("emailHint")}>
        {(control) => <Input {...control} value={user.email} readOnly className="bg-muted" />}
      </Field>
      {isDirty ? (
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={update.isPending}>
            {common("saveChanges")}
          </Button>
          <Button variant="ghost" onClick={() => form.reset()}>
            {common("discard")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
