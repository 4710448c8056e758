import { type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { AppError } from "~/lib/app-error";
import { type OrgContext, requireOrg, type UserScope } from "../context";
import { toAppError } from "../database-errors";
import { inPlatform, type OrgDb } from "../db";
import { assertCan, type Permission } from "../permissions";
import { noteActing } from "../request-context";
import { observeProcedure } from "./observe-procedure";
import { t } from "./trpc";

/** Errors are converted once, here: whatever a service throws leaves as a TRPCError whose cause is an AppError. */
const base = t.procedure.use(({ next, ctx, path, type }) => {
  const ids = { requestId: ctx.requestId, at: path, userId: ctx.user?.userId, orgId: ctx.org?.orgId };
  return observeProcedure({ ids, path, type }, async () => {
    const result = await next();
    if (result.ok) return result;
    const { cause, code } = result.error;
    if (cause === undefined || code !== "INTERNAL_SERVER_ERROR") return result;
    const error = toAppError(cause);
    return { ...result, error: new TRPCError({ code: trpcCode(error), message: error.code, cause: error }) };
  });
});

/** Anybody with a valid session, whatever the organisation that the call names. */
export const signedInProcedure = base
  .meta({ access: "signed_in" })
  .use(({ ctx, next }) => next({ ctx: { scope: requireUser(ctx.user) } }));

/**
 * The same, about one's own account. While a superadmin acts for a member, the page around the call shows that member:
 * what is asked is the superadmin's own, and nothing of it is changed from there.
 */
export const authedProcedure = signedInProcedure.use(({ ctx, next, type }) => {
  if (type === "mutation" && ctx.org?.acting != null) {
    const details = { permission: "account", role: ctx.org.role, why: "acting" };
    throw new AppError("forbidden", "an account is not changed while acting", { details });
  }
  return next();
});

/**
 * A member of the organisation in the header whose role has the permission. `ctx.org` opens its own short
 * transactions: for subscriptions and for work that calls out.
 */
export function orgCanLong(permission: Permission) {
  return base.meta({ access: `org:${permission}` }).use(({ ctx, next }) => {
    requireUser(ctx.user);
    const org = requireOrg(ctx.org);
    if (org.acting !== null) noteActing(org.acting.superadminId);
    assertCan(org, permission);
    return next({ ctx: { org } });
  });
}

/** The same, with one transaction around the whole procedure that sees the organisation alone: `ctx.org.db`. */
export function orgCan(permission: Permission) {
  return orgCanLong(permission).use(({ ctx, next }) =>
    ctx.org.inOrg(async (db) => {
      const org: OrgContext = { ...ctx.org, db };
      const result = await next({ ctx: { org } });
      // A failed procedure must undo what it wrote: leaving the callback normally would commit it.
      if (!result.ok) throw result.error;
      return result;
    }),
  );
}

export type PlatformContext = UserScope & { db: OrgDb };

/** Whoever runs the platform. `ctx.platform.db` sees every organisation. To everybody else the console does not exist. */
export const superadminProcedure = base.meta({ access: "superadmin" }).use(({ ctx, next }) => {
  const scope = requireUser(ctx.user);
  if (!scope.user.isSuperadmin)
    throw new AppError("forbidden", "not a superadmin", { details: { permission: "platform" } });
  return inPlatform(scope.backend.database, async (db) => {
    const platform: PlatformContext = { ...scope, db };
    const result = await next({ ctx: { platform } });
    if (!result.ok) throw result.error;
    return result;
  });
});

function requireUser(user: UserScope | null): UserScope {
  if (user === null) throw new AppError("not_signed_in", "no valid session");
  return user;
}

const trpcCodeByStatus: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  402: "PAYMENT_REQUIRED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
  504: "GATEWAY_TIMEOUT",
};

function trpcCode(error: AppError): TRPC_ERROR_CODE_KEY {
  return trpcCodeByStatus[error.status] ?? "INTERNAL_SERVER_ERROR";
}
