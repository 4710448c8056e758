import { accountRouter } from "~/features/accounts/server/account.router";
import { adminRouter } from "~/features/admin/server/admin.router";
import { jobsRouter } from "~/features/admin/server/jobs.router";
import { usersRouter } from "~/features/admin/server/users.router";
import { auditRouter } from "~/features/audit/server/audit.router";
import { chatRouter } from "~/features/chat/server/chat.router";
import { creditsRouter } from "~/features/credits/server/credits.router";
import { filesRouter } from "~/features/files/server/files.router";
import { invitationsRouter } from "~/features/invitations/server/invitations.router";
import { keysRouter } from "~/features/keys/server/keys.router";
import { mailRouter } from "~/features/mail/server/mail.router";
import { membersRouter } from "~/features/members/server/members.router";
import { offboardingRouter } from "~/features/offboarding/server/offboarding.router";
import { onboardingRouter } from "~/features/onboarding/server/onboarding.router";
import { organizationsRouter } from "~/features/organizations/server/organizations.router";
import { t } from "./trpc";

/** Every procedure there is, one router a feature. */
export const appRouter = t.router({
  account: accountRouter,
  admin: adminRouter,
  audit: auditRouter,
  chat: chatRouter,
  credits: creditsRouter,
  files: filesRouter,
  invitations: invitationsRouter,
  jobs: jobsRouter,
  keys: keysRouter,
  mail: mailRouter,
  members: membersRouter,
  offboarding: offboardingRouter,
  onboarding: onboardingRouter,
  organizations: organizationsRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
