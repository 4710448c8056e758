"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { DialogBody, DialogFooter } from "~/components/ui/dialog";
import { Note } from "~/components/ui/note";
import type { InviteOutcome } from "../server/invite-people.service";

/** Who was invited and who was left out, where somebody was. */
export function InviteResult({ outcome, onDone }: { outcome: InviteOutcome; onDone: () => void }) {
  const t = useTranslations("invitations.dialog");
  const { invited, skipped, invalid } = outcome;
  return (
    <>
      <DialogBody>
        <Note tone={invited.length > 0 ? "success" : "neutral"} live="status">
          {t("sentTitle", { count: invited.length })}
        </Note>
        <section className="text-sm">
          <h3 className="font-medium">{t("skipped", { count: skipped.length + invalid.length })}</h3>
          <ul className="scrollbar-thin mt-1.5 max-h-60 list-disc overflow-y-auto pl-5 text-muted-foreground">
            {skipped.map(({ email, why }) => (
              <li key={email} className="break-words">
                {t(why, { email })}
              </li>
            ))}
            {invalid.map((text) => (
              <li key={text} className="break-words">{`${text}: ${t("isInvalid")}`}</li>
            ))}
          </ul>
        </section>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {t("done")}
        </Button>
      </DialogFooter>
    </>
  );
}
