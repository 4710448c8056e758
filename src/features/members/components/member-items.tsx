"use client";

import { useTranslations } from "next-intl";
import { DataList } from "~/components/ui/data-list";
import { MemberMenu } from "./member-menu";
import { MemberName } from "./member-name";
import type { MemberListProps } from "./member-table";
import { MemberCredits, MemberTokens } from "./member-usage";

/** On a phone two lines each: the person, and at the right their role and what they used, of their limit where there is one. */
export function MemberItems({ members, org, onAct }: MemberListProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  return (
    <DataList className="md:hidden" aria-label={t("title")}>
      {members.map((member) => (
        <li
          key={member.userId}
          className="grid grid-cols-[minmax(0,1fr)_auto_28px] items-center gap-x-2.5 border-b px-4 py-[11px] last:border-b-0"
        >
          <MemberName member={member} org={org} />
          <span className="text-right text-xs">
            <span className="block leading-[17px]">{common(`role.${member.role}`)}</span>
            {member.usage === null ? null : (
              <span className="block text-muted-foreground">
                {member.usage.tokensPerMonth === null ? (
                  <MemberCredits member={member} />
                ) : (
                  <MemberTokens member={member} isMetered={false} />
                )}
              </span>
            )}
          </span>
          <MemberMenu member={member} onAct={(act) => onAct(act, member)} />
        </li>
      ))}
    </DataList>
  );
}
