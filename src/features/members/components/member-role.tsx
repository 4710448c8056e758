"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import type { MemberLine } from "./member-line";

/** The role; where the reader may change it, a button that asks which. */
export function MemberRole({ member, onChange }: { member: MemberLine; onChange: () => void }) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const role = common(`role.${member.role}`);
  if (member.acts.roles.length === 0) return <span className="pl-[9px]">{role}</span>;
  return (
    <Button
      size="sm"
      aria-haspopup="dialog"
      aria-label={t("changeRoleOf", { name: member.name, role })}
      className="font-normal"
      onClick={onChange}
    >
      {role}
      <ChevronDown aria-hidden className="size-3.5" />
    </Button>
  );
}
