"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "~/components/brand/date-time";
import { UserBadges } from "./user-badges";
import type { UserLine } from "./user-table";

/** On a phone: name and state, then the address and when they were last here. */
export function UserItems({ users }: { users: readonly UserLine[] }) {
  const t = useTranslations("admin.users");
  return (
    <ul className="md:hidden">
      {users.map((user) => (
        <li key={user.id} className="border-b">
          <Link
            href={`/admin/users/${user.id}`}
            className="flex flex-col gap-0.5 px-4 py-[11px] focus-visible:-outline-offset-2"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <span className="min-w-0 truncate font-medium">{user.name}</span>
              <UserBadges user={user} isVerified={user.isVerified} />
            </span>
            <span className="truncate text-muted-foreground text-xs">{user.email}</span>
            <span className="text-muted-foreground text-xs">
              {user.lastActiveAt === null ? t("never") : <RelativeTime date={user.lastActiveAt} />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
