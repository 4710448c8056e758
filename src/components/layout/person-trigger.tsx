"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "~/components/ui/avatar";
import { Badge } from "~/components/ui/badge";

export type Person = {
  name: string;
  email: string;
  picture?: string | null;
  accountHref?: string;
  superadmin?: boolean;
};

export const personTriggerClass =
  "flex h-9 w-full items-center gap-2.5 rounded-md px-1.5 text-left text-foreground text-sm transition-colors duration-[120ms] hover:bg-sidebar-accent/60 data-[state=open]:bg-sidebar-accent pointer-coarse:h-11";

/** What the button at the foot of the sidebar shows. */
export function PersonTriggerContent({ name, picture, superadmin }: Pick<Person, "name" | "picture" | "superadmin">) {
  const t = useTranslations("shell");
  return (
    <>
      <Avatar name={name} src={picture} />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {superadmin ? (
        <Badge tone="outline">{t("super")}</Badge>
      ) : (
        <Ellipsis aria-hidden className="text-muted-foreground" />
      )}
    </>
  );
}
