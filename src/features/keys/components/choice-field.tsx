"use client";

import { Field } from "~/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";

/** One of a few numbers, or none, each by its words. */
export function ChoiceField<Value extends number | null>(props: {
  label: string;
  value: Value;
  choices: readonly Value[];
  onChoose: (value: Value) => void;
  textOf: (value: Value) => string;
}) {
  const { choices, textOf } = props;
  const choose = (text: string) => {
    const chosen = choices.find((value) => String(value) === text);
    if (chosen !== undefined) props.onChoose(chosen);
  };
  return (
    <Field label={props.label}>
      {(control) => (
        <Select value={String(props.value)} onValueChange={choose}>
          <SelectTrigger {...control} className="w-full max-w-60">
            <SelectValue>{textOf(props.value)}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            {choices.map((value) => (
              <SelectItem key={String(value)} value={String(value)}>
                {textOf(value)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
