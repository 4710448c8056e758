import { authedProcedure, superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { CompleteStepInput, StepInput } from "../onboarding.schema";
import { completeStep } from "./complete-step.service";
import { countFunnel } from "./count-funnel.service";
import { readStanding } from "./read-standing.service";
import { seeStep } from "./see-step.service";
import { setAside } from "./set-aside.service";
import { skipStep } from "./skip-step.service";
import { takeUp } from "./take-up.service";

export const onboardingRouter = t.router({
  standing: authedProcedure.query(({ ctx }) => readStanding(ctx.scope)),
  see: authedProcedure.input(StepInput).mutation(({ ctx, input }) => seeStep(ctx.scope, input)),
  complete: authedProcedure
    .input(CompleteStepInput)
    .mutation(({ ctx, input }) => completeStep(ctx.scope, ctx.org, input)),
  skip: authedProcedure.input(StepInput).mutation(({ ctx, input }) => skipStep(ctx.scope, input)),
  setAside: authedProcedure.mutation(({ ctx }) => setAside(ctx.scope)),
  takeUp: authedProcedure.mutation(({ ctx }) => takeUp(ctx.scope)),
  funnel: superadminProcedure.query(({ ctx }) => countFunnel(ctx.platform)),
});
