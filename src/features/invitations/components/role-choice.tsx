"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { RadioGroup, RadioGroupItem } from "~/components/ui/radio-group";
import type { Role } from "~/server/permissions";

/** The roles that may be given, each with what it is for, as one list. */
export function RoleChoice(props: { roles: readonly Role[]; value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations("invitations.dialog");
  const label = useTranslations("invitations");
  const names = useTranslations("common.role");
  const id = useId();
  const what = { owner: t("roleOwner"), admin: t("roleAdmin"), member: t("roleMember"), viewer: t("roleViewer") };
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="font-medium text-sm">
        {label("role")}
      </span>
      <RadioGroup
        aria-labelledby={id}
        value={props.value}
        onValueChange={(value) => {
          const role = props.roles.find((one) => one === value);
          if (role !== undefined) props.onChange(role);
        }}
        className="gap-0 divide-y overflow-hidden rounded-md border border-input"
      >
        {props.roles.map((role) => (
          <label
            key={role}
            htmlFor={`${id}-${role}`}
            className="flex cursor-pointer items-start gap-2.5 px-3 py-2 text-sm has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring has-data-[state=checked]:bg-credit-soft"
          >
            <RadioGroupItem
              id={`${id}-${role}`}
              value={role}
              className="mt-[3px] focus-visible:outline-none pointer-coarse:my-2"
            />
            <span className="min-w-0 pointer-coarse:py-1">
              <span className="font-medium">{names(role)}</span>{" "}
              <span className="text-muted-foreground">{what[role]}</span>
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
