"use client";

import { useTranslations } from "next-intl";
import { DataList } from "~/components/ui/data-list";
import { MemberMenu } from "./member-menu";
import { MemberName } from "./member-name";
import type { MemberListProps } from "./member-table";
import { MemberCredits, MemberTokens } from "./member-usage";

/** On a phone: two lines for the person, and one for role and use. */
export function MemberItems({ members, org, onAct }: MemberListProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  return (
    <DataList className="md:hidden" aria-label={t("title")}>
      {members.map((member) => (
        <li
          key={member.userId}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b px-4 py-[11px] last:border-b-0"
        >
          <MemberName member={member} org={org} />
          <MemberMenu member={member} onAct={(act) => onAct(act, member)} />
          <span className="col-span-2 flex flex-wrap items-center gap-x-2 gap-y-0.5 pl-[38px] text-xs">
            <span>{common(`role.${member.role}`)}</span>
            {member.usage === null ? null : (
              <>
                <span className="text-muted-foreground">
                  <MemberTokens member={member} isMetered={false} />
                </span>
                <span className="ml-auto">
                  <MemberCredits member={member} />
                </span>
              </>
            )}
          </span>
        </li>
      ))}
    </DataList>
  );
}
