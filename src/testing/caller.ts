import { appRouter } from "~/server/api/root";
import { t } from "~/server/api/trpc";
import type { OrgScope, UserScope } from "~/server/context";

const createCaller = t.createCallerFactory(appRouter);

/** The procedures as this person may call them: as a member where a scope of an organisation is given, unless `org` is null. */
export function callerOf(scope: UserScope | OrgScope, options: { org?: null } = {}) {
  return createCaller({
    requestId: scope.requestId,
    headers: new Headers({ "x-test-subject": scope.identity.subject }),
    backend: scope.backend,
    user: scope,
    org: options.org !== null && "orgId" in scope ? scope : null,
  });
}
