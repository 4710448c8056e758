"use client";

import { useState } from "react";
import { type FormSchema, useSchemaForm } from "~/components/ui/use-schema-form";
import { type KnownError, noConnection } from "~/lib/client-error";
import { enterApp } from "./enter-app";
import { postAccount } from "./post-account";

/**
 * A form that lets its person in: posted to `path`, and on to `next` or where the server says. `next` is where the person
 * wanted to go, unchecked: it is checked before use.
 */
export function useEntryForm<Output extends object>(
  path: `/api/auth/${string}`,
  schema: () => Promise<FormSchema<Output>>,
  next: string | null,
) {
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const { form, invalid, pending } = useSchemaForm({
    schema,
    onUnreachable: () => setFailure(noConnection),
    async onValid(input) {
      setFailure(null);
      const answer = await postAccount(path, input);
      if (!answer.ok) return setFailure(answer.error);
      setLeaving(true);
      enterApp(next);
    },
  });
  return { form, invalid, failure, pending: pending || leaving };
}
