"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { LeaveDialog } from "./leave-dialog";

/** The way out, for everybody but the last owner, who is told why. */
export function LeavePart({ orgName, isLastOwner }: { orgName: string; isLastOwner: boolean }) {
  const t = useTranslations("members.leavePart");
  const [asked, setAsked] = useState(false);
  if (isLastOwner) return <p className="max-w-[60ch] text-muted-foreground text-sm">{t("lastOwner")}</p>;
  return (
    <>
      <Button onClick={() => setAsked(true)}>
        <LogOut aria-hidden />
        {t("act")}
      </Button>
      {asked ? <LeaveDialog orgName={orgName} onClose={() => setAsked(false)} /> : null}
    </>
  );
}
