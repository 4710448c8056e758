"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "~/components/ui/avatar";
import { Badge } from "~/components/ui/badge";
import { fileUrl } from "~/features/files/file-url";
import type { MemberLine } from "./member-line";

/** Picture, name and address. */
export function MemberName({ member, org }: { member: MemberLine; org: string }) {
  const t = useTranslations("members");
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={member.name} src={member.avatarFileId && fileUrl(member.avatarFileId, org)} size="md" />
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-1.5 leading-[17px]">
          <span className="min-w-0 truncate font-medium">{member.name}</span>
          {member.isYou ? <span className="text-muted-foreground">{t("you")}</span> : null}
          {member.isSuspended ? <Badge tone="destructive">{t("suspended")}</Badge> : null}
        </span>
        <span className="block truncate text-muted-foreground text-xs">{member.email}</span>
      </span>
    </span>
  );
}
