import { FileIdInput, StartUploadInput } from "~/features/files/files.schema";
import { startUpload } from "~/features/files/server/start-upload.service";
import { authedProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { RevokeSessionInput, SendVerificationInput, UpdateProfileInput } from "../accounts.schema";
import { requestVerification } from "./request-verification.service";
import { removeAvatar, setAvatar } from "./set-avatar.service";
import { updateProfile } from "./update-profile.service";

export const accountRouter = t.router({
  me: authedProcedure.query(({ ctx }) => ctx.scope.user),
  updateProfile: authedProcedure
    .input(UpdateProfileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.scope, input)),
  sendVerification: authedProcedure
    .input(SendVerificationInput)
    .mutation(({ ctx, input }) =>
      requestVerification(ctx.scope.backend, ctx.scope.identity.subject, ctx.headers, input?.next),
    ),
  startAvatar: authedProcedure
    .input(StartUploadInput)
    .mutation(({ ctx, input }) => startUpload(ctx.scope, { ...input, purpose: "avatar" })),
  setAvatar: authedProcedure.input(FileIdInput).mutation(({ ctx, input }) => setAvatar(ctx.scope, input.fileId)),
  removeAvatar: authedProcedure.mutation(({ ctx }) => removeAvatar(ctx.scope)),
  sessions: authedProcedure.query(({ ctx }) => ctx.scope.ports.auth.listSessions(ctx.headers)),
  revokeSession: authedProcedure
    .input(RevokeSessionInput)
    .mutation(({ ctx, input }) => ctx.scope.ports.auth.revokeSession(input.sessionId, ctx.headers)),
  revokeOtherSessions: authedProcedure.mutation(({ ctx }) => ctx.scope.ports.auth.revokeOtherSessions(ctx.headers)),
});
