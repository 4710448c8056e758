import { accountRouter } from "~/features/accounts/server/account.router";
import { organizationsRouter } from "~/features/organizations/server/organizations.router";
import { t } from "./trpc";

/** Every procedure there is, one router a feature. */
export const appRouter = t.router({
  account: accountRouter,
  organizations: organizationsRouter,
});

export type AppRouter = typeof appRouter;
