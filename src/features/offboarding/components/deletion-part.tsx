"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { DeletionDialog } from "./deletion-dialog";
import { UndoDeletion } from "./undo-deletion";

/** The end of an organisation: to ask for it, or to take that back while its day has not come. */
export function DeletionPart({ orgName, day, isOver }: { orgName: string; day: string | null; isOver: boolean }) {
  const t = useTranslations("offboarding.deletion");
  const [asked, setAsked] = useState(false);
  if (day !== null) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="max-w-[60ch] text-sm">{t(isOver ? "over" : "pending", { day })}</p>
        {isOver ? null : <UndoDeletion />}
      </div>
    );
  }
  return (
    <>
      <Button variant="destructive" onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
        {t("act")}
      </Button>
      {asked ? <DeletionDialog orgName={orgName} onClose={() => setAsked(false)} /> : null}
    </>
  );
}
