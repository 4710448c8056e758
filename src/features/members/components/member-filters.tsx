"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback } from "react";
import { FiltersRow, FiltersSpace } from "~/components/layout/page";
import { SearchInput } from "~/components/ui/search-input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";
import { useTypedText } from "~/components/ui/use-typed-text";
import type { Role } from "~/server/permissions";
import { memberSearchLength } from "../member-limits";
import { memberRoles, toRole } from "../member-roles";

const any = "any";

/** Who is searched for and in which role; at the right end what others put there. */
export function MemberFilters(props: {
  q: string;
  role: Role | null;
  onSearch: (q: string) => void;
  onRole: (role: Role | null) => void;
  end?: ReactNode;
}) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const { onSearch } = props;
  const [text, setText] = useTypedText(
    props.q,
    useCallback((q: string) => onSearch(q), [onSearch]),
  );
  return (
    <FiltersRow label={t("filters")}>
      <SearchInput
        className="w-72 max-md:w-full"
        aria-label={t("search")}
        placeholder={t("search")}
        maxLength={memberSearchLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Select value={props.role ?? any} onValueChange={(value) => props.onRole(toRole(value))}>
        <SelectTrigger className="w-40 max-md:w-full" aria-label={t("columns.role")}>
          <SelectValue>{props.role === null ? t("anyRole") : common(`role.${props.role}`)}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={any}>{t("anyRole")}</SelectItem>
          {memberRoles.map((role) => (
            <SelectItem key={role} value={role}>
              {common(`role.${role}`)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <FiltersSpace />
      {props.end}
    </FiltersRow>
  );
}
