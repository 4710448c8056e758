import { checkWholeLedger } from "~/features/admin/server/check-ledger.job";
import { expireAllLots, rebuildAllRollups, sweepAllHolds } from "~/features/ledger/server/ledger-upkeep.job";
import { onSchedule } from "../on-schedule";

/** The worker does this every few seconds by itself; this is for where no worker runs beside an Inngest. */
export const sweepHolds = onSchedule(
  { id: "ledger-sweep-holds", name: "Close holds past their time", cron: "* * * * *" },
  sweepAllHolds,
);

export const expireLots = onSchedule(
  { id: "ledger-expire-lots", name: "End credits whose time is over", cron: "* * * * *" },
  expireAllLots,
);

export const rebuildRollups = onSchedule(
  { id: "ledger-rebuild-rollups", name: "Bring daily usage up to date", cron: "* * * * *" },
  rebuildAllRollups,
);

export const checkLedger = onSchedule(
  { id: "ledger-check", name: "Check the whole ledger", cron: "17 * * * *" },
  checkWholeLedger,
);
