import { authedProcedure, orgCan } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { listBuyers } from "./list-buyers.service";
import { listOrganizations } from "./list-organizations.service";

export const organizationsRouter = t.router({
  mine: authedProcedure.query(({ ctx }) => listOrganizations(ctx.scope)),
  buyers: orgCan("org.read").query(({ ctx }) => listBuyers(ctx.org)),
});
