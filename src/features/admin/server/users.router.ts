import { superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { ListUsersInput, SetSuperadminInput, SuspendUserInput, UserInput } from "../users.schema";
import { listUsers } from "./list-users.service";
import { readUser } from "./read-user.service";
import { setSuperadmin } from "./set-superadmin.service";
import { superadminLong } from "./superadmin-long";
import { liftUser, suspendUser } from "./suspend-user.service";

export const usersRouter = t.router({
  list: superadminProcedure.input(ListUsersInput).query(({ ctx, input }) => listUsers(ctx.platform, input)),
  read: superadminLong.input(UserInput).query(({ ctx, input }) => readUser(ctx.scope, input.userId)),
  setSuperadmin: superadminLong.input(SetSuperadminInput).mutation(({ ctx, input }) => setSuperadmin(ctx.scope, input)),
  suspend: superadminLong.input(SuspendUserInput).mutation(({ ctx, input }) => suspendUser(ctx.scope, input)),
  lift: superadminLong.input(UserInput).mutation(({ ctx, input }) => liftUser(ctx.scope, input.userId)),
});
