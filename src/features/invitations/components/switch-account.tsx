"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSignOut } from "~/components/layout/use-sign-out";
import { Button } from "~/components/ui/button";

/** Signs out, and comes back here as whoever signs in next. */
export function SwitchAccount({ here, isPrimary }: { here: string; isPrimary?: boolean }) {
  const t = useTranslations("invitations.page");
  const signOut = useSignOut();
  const [leaving, setLeaving] = useState(false);
  return (
    <Button
      variant={isPrimary ? "primary" : "outline"}
      size="xl"
      className="w-full"
      pending={leaving}
      onClick={() => {
        setLeaving(true);
        void signOut(here).then(setLeaving);
      }}
    >
      {t("switch")}
    </Button>
  );
}
