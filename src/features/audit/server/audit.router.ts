import { orgCan, superadminProcedure } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { ListAuditInput, ListPlatformAuditInput, VerifyAuditInput } from "../audit.schema";
import { listAudit, listAuditChoices, sourceOfOrg, sourceOfPlatform, verifyAudit } from "./list-audit.service";

export const auditRouter = t.router({
  list: orgCan("audit.read")
    .input(ListAuditInput)
    .query(({ ctx, input }) => listAudit(ctx.org.db, sourceOfOrg(ctx.org), input)),
  choices: orgCan("audit.read").query(({ ctx }) => listAuditChoices(ctx.org.db, sourceOfOrg(ctx.org))),
  verify: orgCan("audit.read").query(({ ctx }) => verifyAudit(ctx.org.db, ctx.org.orgId)),
  platformList: superadminProcedure
    .input(ListPlatformAuditInput)
    .query(({ ctx, input }) => listAudit(ctx.platform.db, sourceOfPlatform(input.orgId), input)),
  platformChoices: superadminProcedure
    .input(VerifyAuditInput)
    .query(({ ctx, input }) => listAuditChoices(ctx.platform.db, sourceOfPlatform(input.orgId))),
  platformVerify: superadminProcedure
    .input(VerifyAuditInput)
    .query(({ ctx, input }) => verifyAudit(ctx.platform.db, input.orgId === "platform" ? null : (input.orgId ?? null))),
});
