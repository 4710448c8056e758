"use client";

import { useCallback } from "react";
import { FiltersRow, FiltersSpace } from "~/components/layout/page";
import { SectionTitle } from "~/components/ui/card";
import { SearchInput } from "~/components/ui/search-input";
import { Segmented } from "~/components/ui/segmented";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { useTypedText } from "~/components/ui/use-typed-text";
import { api } from "~/trpc/react";
import { entryKinds } from "../credits-limits";
import type { EntrySearch } from "../entry-search-params";
import { useWords } from "../hooks/use-words";
import { DateFilter } from "./date-filter";

const any = "any";

/** What the list is narrowed to. Without the right to see all there are no kinds and nobody to choose. */
export function EntryFilters(props: {
  seesAll: boolean;
  search: EntrySearch;
  onNarrow: (change: Partial<Omit<EntrySearch, "before" | "after">>) => void;
}) {
  const { t } = useWords();
  const { search, onNarrow } = props;
  const choices = api.credits.filterChoices.useQuery(undefined, { staleTime: 60_000 });
  const writeSearch = useCallback((q: string) => onNarrow({ q }), [onNarrow]);
  const [text, setText] = useTypedText(search.q, writeSearch);

  return (
    <FiltersRow label={t("entries.filters")}>
      <SectionTitle className="mr-2 max-md:w-full">
        {t(props.seesAll ? "entries.title" : "entries.ownTitle")}
      </SectionTitle>
      {props.seesAll ? (
        <Segmented
          name="entry-kind"
          label={t("entries.kind")}
          value={search.kind}
          onValueChange={(kind) => onNarrow({ kind })}
          items={entryKinds.map((value) => ({ value, label: t(`entries.kinds.${value}`) }))}
        />
      ) : null}
      <FiltersSpace />
      <DateFilter from={search.from} to={search.to} onChange={onNarrow} />
      {props.seesAll ? (
        <Choice
          label={t("entries.member")}
          anyLabel={t("entries.anyMember")}
          value={search.member}
          choices={choices.data?.members}
          onChange={(member) => onNarrow({ member })}
        />
      ) : null}
      <Choice
        label={t("entries.model")}
        anyLabel={t("entries.anyModel")}
        value={search.model}
        choices={choices.data?.models}
        onChange={(model) => onNarrow({ model })}
      />
      <SearchInput
        className="max-md:w-full md:min-w-28 md:max-w-49 md:flex-[1_1_7rem]"
        aria-label={t("entries.search")}
        placeholder={t("entries.search")}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FiltersRow>
  );
}

function Choice(props: {
  label: string;
  anyLabel: string;
  value: string | null;
  choices: { id: string; name: string }[] | undefined;
  onChange: (value: string | null) => void;
}) {
  return (
    <Select value={props.value ?? any} onValueChange={(value) => props.onChange(value === any ? null : value)}>
      <SelectTrigger aria-label={props.label} className="w-auto max-w-48 font-medium max-md:max-w-none max-md:flex-1">
        <SelectValue>{props.value === null ? props.label : nameOf(props.choices, props.value)}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={any}>{props.anyLabel}</SelectItem>
        {props.choices?.map((choice) => (
          <SelectItem key={choice.id} value={choice.id}>
            {choice.name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function nameOf(choices: { id: string; name: string }[] | undefined, id: string): string {
  return choices?.find((choice) => choice.id === id)?.name ?? id;
}
