import { superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import {
  EngineEventInput,
  EventInput,
  ListRunsInput,
  PingInput,
  RunInput,
  SetAsideInput,
  UndeliveredInput,
} from "../jobs.schema";
import { readJobs } from "./read-jobs.service";
import { cancelRun, listRuns, readRun, replayRun } from "./runs.service";
import { sendPing } from "./send-ping.service";
import { readSetAside, routeAgain } from "./set-aside.service";
import { superadminLong } from "./superadmin-long";
import { deliverAgain, readUndelivered } from "./undelivered.service";

export const jobsRouter = t.router({
  state: superadminLong.query(({ ctx }) => readJobs(ctx.scope)),
  runs: superadminLong.input(ListRunsInput).query(({ ctx, input }) => listRuns(ctx.scope, input)),
  run: superadminLong.input(RunInput).query(({ ctx, input }) => readRun(ctx.scope, input.runId)),
  cancel: superadminLong.input(RunInput).mutation(({ ctx, input }) => cancelRun(ctx.scope, input.runId)),
  replay: superadminLong.input(RunInput).mutation(({ ctx, input }) => replayRun(ctx.scope, input.runId)),
  ping: superadminLong.input(PingInput).mutation(({ ctx, input }) => sendPing(ctx.scope, input)),
  setAside: superadminLong.input(SetAsideInput).query(({ ctx, input }) => readSetAside(ctx.scope, input)),
  routeAgain: superadminLong.input(EngineEventInput).mutation(({ ctx, input }) => routeAgain(ctx.scope, input.eventId)),
  undelivered: superadminProcedure
    .input(UndeliveredInput)
    .query(({ ctx, input }) => readUndelivered(ctx.platform, input)),
  deliverAgain: superadminProcedure
    .input(EventInput)
    .mutation(({ ctx, input }) => deliverAgain(ctx.platform, input.eventId)),
});
