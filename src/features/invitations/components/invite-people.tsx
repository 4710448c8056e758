"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { TallyMeter } from "~/components/brand/tally-meter";
import { Button } from "~/components/ui/button";
import type { Seats } from "../server/seats.service";
import { useInvitations } from "./use-invitations";

const load = () => import("./invite-dialog");
const InviteDialog = lazy(() => load().then((module) => ({ default: module.InviteDialog })));

/**
 * For the right end of a toolbar: how many seats are taken, and the way to invite people. Only for whoever has
 * `members.invite`; its words are in the namespace `invitations`.
 */
export function InvitePeople({ org }: { org: { name: string } }) {
  const t = useTranslations("invitations");
  const { head } = useInvitations();
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      {head === undefined ? null : <SeatsMeter seats={head.seats} />}
      <Button
        variant="primary"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setWasOpened(true);
          setOpen(true);
        }}
      >
        <UserPlus aria-hidden />
        {t("act")}
      </Button>
      {wasOpened ? (
        <Suspense>
          <InviteDialog open={open} onOpenChange={setOpen} org={org} head={head} />
        </Suspense>
      ) : null}
    </>
  );
}

function SeatsMeter({ seats }: { seats: Seats }) {
  const t = useTranslations("invitations");
  const used = seats.members + seats.invited;
  if (seats.allowed === null) return null;
  return (
    <span title={t("seatsHint")} className="flex items-center gap-2 text-muted-foreground text-sm max-md:order-last">
      <span className="whitespace-nowrap tabular-nums">{t("seats", { used, allowed: seats.allowed })}</span>
      <TallyMeter percent={(used / seats.allowed) * 100} className="w-24 max-sm:hidden" />
    </span>
  );
}
