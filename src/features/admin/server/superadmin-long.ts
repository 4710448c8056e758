import { AppError } from "~/lib/app-error";
import { signedInProcedure } from "~/server/api/procedures";

/** Whoever runs the platform, without a transaction around it: for work that calls out or tells open tabs afterwards. */
export const superadminLong = signedInProcedure.meta({ access: "superadmin" }).use(({ ctx, next }) => {
  if (!ctx.scope.user.isSuperadmin) {
    throw new AppError("forbidden", "not a superadmin", { details: { permission: "platform" } });
  }
  return next({ ctx });
});
