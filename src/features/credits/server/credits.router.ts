import { tracked } from "@trpc/server";
import { orgCan, orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  BuyCreditsInput,
  EntryTotalsInput,
  ListEntriesInput,
  ReceiptInput,
  WatchBalanceInput,
} from "../credits.schema";
import { buyCredits } from "./buy-credits.service";
import { entryReader } from "./entry-reader";
import { listEntries, totalEntries } from "./list-entries.service";
import { listFilterChoices } from "./list-filter-choices.service";
import { listLots } from "./list-lots.service";
import { readCheckout } from "./read-checkout.service";
import { readLiveBalance } from "./read-live-balance.service";
import { readMonth } from "./read-month.service";
import { readOwnUse } from "./read-own-use.service";
import { readReceipt } from "./read-receipt.service";
import { readTerms } from "./read-terms.service";
import { watchBalance } from "./watch-balance.service";

export const creditsRouter = t.router({
  now: orgCanLong("credits.read").query(({ ctx }) => readLiveBalance(ctx.org)),
  balance: orgCanLong("credits.read")
    .input(WatchBalanceInput)
    .subscription(async function* ({ ctx, signal }) {
      for await (const balance of watchBalance(ctx.org, ctx.headers, signal ?? new AbortController().signal)) {
        yield tracked(String(balance.seq), balance);
      }
    }),
  terms: orgCan("credits.read").query(({ ctx }) => readTerms(ctx.org)),
  lots: orgCan("credits.read_all").query(({ ctx }) => listLots(ctx.org.db, ctx.org.orgId)),
  month: orgCan("credits.read_all").query(({ ctx }) => readMonth(ctx.org)),
  ownUse: orgCan("credits.read_own").query(({ ctx }) => readOwnUse(ctx.org)),
  entries: orgCan("credits.read_own")
    .input(ListEntriesInput)
    .query(({ ctx, input }) => listEntries(entryReader(ctx.org), { ...input, cursor: input.cursor ?? null })),
  entryTotals: orgCan("credits.read_own")
    .input(EntryTotalsInput)
    .query(({ ctx, input }) => totalEntries(entryReader(ctx.org), input.filter)),
  filterChoices: orgCan("credits.read_own").query(({ ctx }) => listFilterChoices(entryReader(ctx.org))),
  receipt: orgCan("credits.read_own")
    .input(ReceiptInput)
    .query(({ ctx, input }) => readReceipt(entryReader(ctx.org), input.seq)),
  checkout: orgCan("credits.buy").query(({ ctx }) => readCheckout(ctx.org)),
  buy: orgCanLong("credits.buy")
    .input(BuyCreditsInput)
    .mutation(({ ctx, input }) => buyCredits(ctx.org, input)),
});
