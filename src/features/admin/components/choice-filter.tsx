"use client";

import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";

const all = "all";

/** Narrows a list to one of a few, or not at all. */
export function ChoiceFilter<Choice extends string>(props: {
  label: string;
  value: Choice | null;
  choices: readonly Choice[];
  textOf: (choice: Choice | null) => string;
  onChange: (choice: Choice | null) => void;
}) {
  const { value, choices, textOf } = props;
  return (
    <Select
      value={value ?? all}
      onValueChange={(picked) => props.onChange(choices.find((choice) => choice === picked) ?? null)}
    >
      <SelectTrigger className="w-44 max-md:w-full" aria-label={props.label}>
        <SelectValue>{textOf(value)}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={all}>{textOf(null)}</SelectItem>
        {choices.map((choice) => (
          <SelectItem key={choice} value={choice}>
            {textOf(choice)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
