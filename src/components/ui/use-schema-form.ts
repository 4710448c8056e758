"use client";

import { type FormEvent, useRef, useState } from "react";

/** What the hook needs of a zod schema; the library itself is fetched with the first check. */
export type FormSchema<Output> = {
  safeParse(
    input: unknown,
  ): { success: true; data: Output } | { success: false; error: { issues: { path: PropertyKey[]; code?: string }[] } };
};

type Invalid = Readonly<Record<string, string>>;

/**
 * A form of uncontrolled fields, checked by the schema that the server uses too. `invalid` says by field
 * name what is wrong (zod's code, or what `refuse` was given); after the first attempt it follows the
 * typing. Empty fields count as not filled in. Spread `form` on the element, name the fields.
 */
export function useSchemaForm<Output>(options: {
  /** Fetches the schema: `async () => (await import("../accounts.schema")).SignInInput`. */
  schema: () => Promise<FormSchema<Output>>;
  onValid: (output: Output) => Promise<void>;
  /** The schema could not be fetched: the connection is gone. */
  onUnreachable?: () => void;
}) {
  const element = useRef<HTMLFormElement>(null);
  const attempted = useRef(false);
  const [invalid, setInvalid] = useState<Invalid>({});
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    if (pending) return;
    setPending(true);
    try {
      const schema = await options.schema().catch(() => null);
      if (schema === null) return options.onUnreachable?.();
      const result = check(schema, form);
      attempted.current = true;
      setInvalid(result.invalid);
      if (result.ok) await options.onValid(result.output);
      else focusField(form, Object.keys(result.invalid));
    } finally {
      setPending(false);
    }
  }

  async function follow(event: FormEvent<HTMLFormElement>): Promise<void> {
    // React empties the event's target once this function first waits.
    const form = event.currentTarget;
    if (!attempted.current) return;
    setInvalid(check(await options.schema(), form).invalid);
  }

  /** Marks a field that the server refused and puts the focus into it. */
  function refuse(field: string, why: string): void {
    setInvalid({ [field]: why });
    if (element.current) focusField(element.current, [field]);
  }

  function reset(): void {
    element.current?.reset();
    attempted.current = false;
    setInvalid({});
  }

  return {
    invalid,
    pending,
    refuse,
    reset,
    // Before the script has arrived a submit must not put a password into the address: hence the method.
    form: { ref: element, method: "post" as const, noValidate: true, onSubmit: submit, onInput: follow },
  };
}

function check<Output>(
  schema: FormSchema<Output>,
  form: HTMLFormElement,
): { ok: true; output: Output; invalid: Invalid } | { ok: false; invalid: Invalid } {
  const filled = [...new FormData(form)].filter(([, value]) => typeof value !== "string" || value.trim() !== "");
  const result = schema.safeParse(Object.fromEntries(filled));
  if (result.success) return { ok: true, output: result.data, invalid: {} };
  const invalid: Record<string, string> = {};
  for (const issue of result.error.issues) invalid[String(issue.path[0])] ??= issue.code ?? "custom";
  return { ok: false, invalid };
}

/** The first of the fields in the order of the form. */
function focusField(form: HTMLFormElement, names: readonly string[]): void {
  const field = [...form.elements].find((candidate) => names.includes(candidate.getAttribute("name") ?? ""));
  if (field instanceof HTMLElement) field.focus();
  if (field instanceof HTMLInputElement) field.select();
}
