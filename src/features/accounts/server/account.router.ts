import { authedProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { RevokeSessionInput, UpdateProfileInput } from "../accounts.schema";
import { updateProfile } from "./update-profile.service";

export const accountRouter = t.router({
  me: authedProcedure.query(({ ctx }) => ctx.scope.user),
  updateProfile: authedProcedure
    .input(UpdateProfileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.scope, input)),
  sessions: authedProcedure.query(({ ctx }) => ctx.scope.ports.auth.listSessions(ctx.headers)),
  revokeSession: authedProcedure
    .input(RevokeSessionInput)
    .mutation(({ ctx, input }) => ctx.scope.ports.auth.revokeSession(input.sessionId, ctx.headers)),
  revokeOtherSessions: authedProcedure.mutation(({ ctx }) => ctx.scope.ports.auth.revokeOtherSessions(ctx.headers)),
});
