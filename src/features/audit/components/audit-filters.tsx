"use client";

import { useTranslations } from "next-intl";
import { Input } from "~/components/ui/input";
import { SearchInput } from "~/components/ui/search-input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { useTypedText } from "~/components/ui/use-typed-text";
import { type AuditSearch, auditSearchLength } from "../audit-search-params";
import { useActionText } from "../hooks/use-action-text";

type Change = Partial<Pick<AuditSearch, "action" | "who" | "from" | "to" | "q" | "org">>;
type Choices = { actions: string[]; people: { id: string; name: string; email: string }[] };

export function AuditFilters(props: {
  search: AuditSearch;
  choices: Choices;
  isPlatform: boolean;
  onChange: (change: Change) => void;
}) {
  const t = useTranslations("audit");
  const actionText = useActionText();
  const { search, choices, onChange } = props;
  const who = choices.people.find(({ id }) => id === search.who);
  return (
    <>
      <SearchText value={search.q} onChange={(q) => onChange({ q })} />
      <Select
        value={search.action ?? "all"}
        onValueChange={(value) => onChange({ action: value === "all" ? null : value })}
      >
        <SelectTrigger className="w-52 max-md:w-full" aria-label={t("action")}>
          <SelectValue>{search.action === null ? t("allActions") : actionText(search.action)}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          <SelectItem value="all">{t("allActions")}</SelectItem>
          {choices.actions.map((action) => (
            <SelectItem key={action} value={action}>
              {actionText(action)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {props.isPlatform ? (
        <Select
          value={search.org ?? "all"}
          onValueChange={(value) => onChange({ org: value === "all" ? null : value })}
        >
          <SelectTrigger className="w-44 max-md:w-full" aria-label={t("log")}>
            <SelectValue>
              {search.org === null ? t("allLogs") : search.org === "platform" ? t("platformLog") : t("oneLog")}
            </SelectValue>
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="all">{t("allLogs")}</SelectItem>
            <SelectItem value="platform">{t("platformLog")}</SelectItem>
            {search.org !== null && search.org !== "platform" ? (
              <SelectItem value={search.org}>{t("oneLog")}</SelectItem>
            ) : null}
          </SelectContent>
        </Select>
      ) : (
        <Select
          value={search.who ?? "all"}
          onValueChange={(value) => onChange({ who: value === "all" ? null : value })}
        >
          <SelectTrigger className="w-44 max-md:w-full" aria-label={t("who")}>
            <SelectValue>{who === undefined ? t("everybody") : who.name}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="all">{t("everybody")}</SelectItem>
            {choices.people.map(({ id, name }) => (
              <SelectItem key={id} value={id}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <div className="flex items-center gap-1.5 max-md:w-full">
        {(["from", "to"] as const).map((edge) => (
          <Input
            key={edge}
            type="date"
            aria-label={t(edge)}
            className="w-36 max-md:w-full max-md:min-w-0"
            value={search[edge] ?? ""}
            onChange={(event) => onChange({ [edge]: event.target.value || null })}
          />
        ))}
      </div>
    </>
  );
}

/** Typed text goes into the address when the typing rests. */
function SearchText({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useTranslations("audit");
  const [text, setText] = useTypedText(value, onChange);
  return (
    <SearchInput
      className="w-60 max-md:w-full"
      aria-label={t("search")}
      placeholder={t("search")}
      maxLength={auditSearchLength}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
