"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { KnownError } from "~/lib/client-error";
import { cn } from "~/lib/cn";
import { enterApp } from "./enter-app";
import { FormFailure } from "./form-failure";
import { lazyResolver } from "./lazy-resolver";
import { PasswordInput } from "./password-input";
import { postAccount } from "./post-account";

type Values = { email: string; password: string; name?: string; organizationName?: string };

const resolver = lazyResolver<Values>(async () => (await import("./sign-up-resolver")).resolver);

/**
 * Founds an account: e-mail, password, and an organisation's name that may stay empty. `wide` sets
 * e-mail and password side by side, as on the landing page; `withName` asks for the person's name too.
 */
export function SignUpForm(props: { next: string | null; wide?: boolean; withName?: boolean; footnote?: ReactNode }) {
  const t = useTranslations("auth");
  const common = useTranslations("common");
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const form = useForm<Values>({ resolver, defaultValues: { email: "", password: "", organizationName: "" } });
  const { errors, isSubmitting } = form.formState;
  const full = props.wide ? "sm:col-span-2" : undefined;

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const answer = await postAccount("/api/auth/sign-up", values);
    if (answer.ok) {
      setLeaving(true);
      enterApp(props.next, answer.body);
      return;
    }
    setFailure(answer.error);
    if (answer.error.code === "email_taken") form.setFocus("email", { shouldSelect: true });
  });

  return (
    <form noValidate onSubmit={submit} className={cn("grid gap-3.5", props.wide && "sm:grid-cols-2 sm:items-start")}>
      {failure ? (
        <div className={full}>
          <FormFailure
            error={failure}
            action={
              failure.code === "email_taken" ? (
                <Button asChild size="sm">
                  <Link href="/sign-in">{t("signIn")}</Link>
                </Button>
              ) : null
            }
          />
        </div>
      ) : null}
      {props.withName ? (
        <Field
          label={t("name")}
          note={common("optional")}
          error={errors.name ? t("error.name") : null}
          className={full ?? ""}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register("name", { setValueAs: emptyToNone })}
              size="lg"
              autoComplete="name"
              maxLength={100}
            />
          )}
        </Field>
      ) : null}
      <Field label={t("workEmail")} error={errors.email ? t("error.email") : null}>
        {(control) => (
          <Input
            {...control}
            {...form.register("email")}
            type="email"
            size="lg"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t("password")} error={errors.password ? t("error.passwordShort") : null}>
        {(control) => (
          <PasswordInput
            {...control}
            {...form.register("password")}
            size="lg"
            autoComplete="new-password"
            placeholder={t("passwordRule")}
          />
        )}
      </Field>
      <Field
        label={t("organisation")}
        note={common("optional")}
        error={errors.organizationName ? t("error.organisation") : null}
        hint={props.wide ? null : t("organisationHint")}
        className={full ?? ""}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register("organizationName", { setValueAs: emptyToNone })}
            size="lg"
            autoComplete="organization"
            maxLength={80}
            placeholder={t("organisationPlaceholder")}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="xl"
        pending={isSubmitting || leaving}
        className={cn("mt-0.5 w-full", full)}
      >
        {t("createAccount")}
      </Button>
      {props.footnote ? <p className={cn("text-muted-foreground text-xs", full)}>{props.footnote}</p> : null}
    </form>
  );
}

/** An empty optional field is one that was not filled in. */
function emptyToNone(value: unknown): unknown {
  return typeof value === "string" && value.trim() === "" ? undefined : value;
}
