import { superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  AdjustBalanceInput,
  ListOrgsInput,
  OrgChargesInput,
  OrgEntriesInput,
  OrgInput,
  TestPortInput,
} from "../admin.schema";
import { SetSeatsInput, SuspendOrgInput } from "../users.schema";
import { adjustBalance } from "./adjust-balance.service";
import { listAdapters } from "./list-adapters.service";
import { listMarkups } from "./list-markups.service";
import { listOrgs } from "./list-orgs.service";
import { listPrices } from "./list-prices.service";
import { probePorts } from "./probe-ports.service";
import { listOrgCharges, listOrgEntries, readOrg } from "./read-org.service";
import { readOverview } from "./read-overview.service";
import { readLastCheck, runLedgerCheck } from "./run-ledger-check.service";
import { setSeats } from "./set-seats.service";
import { superadminLong } from "./superadmin-long";
import { suspendOrg } from "./suspend-org.service";
import { testPort } from "./test-port.service";

export const adminRouter = t.router({
  overview: superadminProcedure.query(({ ctx }) => readOverview(ctx.platform)),
  orgs: superadminProcedure.input(ListOrgsInput).query(({ ctx, input }) => listOrgs(ctx.platform.db, input)),
  org: superadminProcedure.input(OrgInput).query(({ ctx, input }) => readOrg(ctx.platform, input.orgId)),
  orgEntries: superadminProcedure.input(OrgEntriesInput).query(({ ctx, input }) => listOrgEntries(ctx.platform, input)),
  orgCharges: superadminProcedure.input(OrgChargesInput).query(({ ctx, input }) => listOrgCharges(ctx.platform, input)),
  adjust: superadminLong.input(AdjustBalanceInput).mutation(({ ctx, input }) => adjustBalance(ctx.scope, input)),
  suspendOrg: superadminLong.input(SuspendOrgInput).mutation(({ ctx, input }) => suspendOrg(ctx.scope, input)),
  liftOrg: superadminLong
    .input(OrgInput)
    .mutation(({ ctx, input }) => suspendOrg(ctx.scope, { orgId: input.orgId, reason: null })),
  setSeats: superadminLong.input(SetSeatsInput).mutation(({ ctx, input }) => setSeats(ctx.scope, input)),
  prices: superadminProcedure.query(({ ctx }) => listPrices(ctx.platform.db)),
  markups: superadminProcedure.query(({ ctx }) => listMarkups(ctx.platform.db)),
  lastCheck: superadminProcedure.query(({ ctx }) => readLastCheck(ctx.platform)),
  checkLedger: superadminProcedure.mutation(({ ctx }) => runLedgerCheck(ctx.platform)),
  adapters: superadminProcedure.query(({ ctx }) => listAdapters(ctx.platform.db, ctx.platform.backend)),
  probePorts: superadminLong.mutation(({ ctx }) => probePorts(ctx.scope.backend)),
  testPort: superadminLong
    .input(TestPortInput)
    .mutation(({ ctx, input, signal }) => testPort(ctx.scope, input, signal)),
});
