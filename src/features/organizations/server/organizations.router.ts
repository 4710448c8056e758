import { FileIdInput, StartUploadInput } from "~/features/files/files.schema";
import { startUpload } from "~/features/files/server/start-upload.service";
import { authedProcedure, orgCan, orgCanLong } from "~/server/api/procedures";
import { t } from "~/server/api/trpc";
import { ChangeSlugInput, CreateOrganizationInput, UpdateOrganizationInput } from "../organizations.schema";
import { changeSlug } from "./change-slug.service";
import { foundOrganization } from "./found-organization.service";
import { listBuyers } from "./list-buyers.service";
import { listOrganizations } from "./list-organizations.service";
import { removeLogo, setLogo } from "./set-logo.service";
import { updateOrganization } from "./update-organization.service";

export const organizationsRouter = t.router({
  create: authedProcedure
    .input(CreateOrganizationInput)
    .mutation(({ ctx, input }) => foundOrganization(ctx.scope, input)),
  update: orgCan("org.update")
    .input(UpdateOrganizationInput)
    .mutation(({ ctx, input }) => updateOrganization(ctx.org, input)),
  changeSlug: orgCan("org.update")
    .input(ChangeSlugInput)
    .mutation(({ ctx, input }) => changeSlug(ctx.org, input.slug)),
  mine: authedProcedure.query(({ ctx }) => listOrganizations(ctx.scope)),
  buyers: orgCan("org.read").query(({ ctx }) => listBuyers(ctx.org)),
  startLogo: orgCanLong("org.update")
    .input(StartUploadInput)
    .mutation(({ ctx, input }) => startUpload(ctx.org, { ...input, purpose: "logo" })),
  setLogo: orgCanLong("org.update")
    .input(FileIdInput)
    .mutation(({ ctx, input }) => setLogo(ctx.org, input.fileId)),
  removeLogo: orgCanLong("org.update").mutation(({ ctx }) => removeLogo(ctx.org)),
});
