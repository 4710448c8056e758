import type { FileView } from "~/features/files/files.schema";
import { claimFiles } from "~/features/files/server/claim-files.service";
import { discardFiles } from "~/features/files/server/delete-file.service";
import { finishUpload } from "~/features/files/server/finish-upload.service";
import { notFound } from "~/lib/app-error";
import { recordAudit } from "~/server/audit";
import type { OrgScope } from "~/server/context";
import type { OrgDb } from "~/server/db";
import { replaceLogo } from "./organizations.repository";

/** Shows an uploaded picture as the organisation from now on. The one before is deleted. */
export async function setLogo(scope: OrgScope, fileId: string): Promise<FileView> {
  const file = await finishUpload(scope, fileId);
  if (file.purpose !== "logo") throw notFound("file");
  await scope.inOrg(async (db) => {
    await claimFiles(db, { userId: scope.userId, fileIds: [fileId] });
    await replaced(db, scope, fileId);
  });
  return file;
}

/** Shows the initials again. The picture is deleted. */
export async function removeLogo(scope: OrgScope): Promise<void> {
  await scope.inOrg((db) => replaced(db, scope, null));
}

async function replaced(db: OrgDb, scope: OrgScope, fileId: string | null): Promise<void> {
  const before = await replaceLogo(db, scope.orgId, fileId);
  if (before === fileId) return;
  if (before !== null) await discardFiles(db, { orgId: scope.orgId, fileIds: [before] });
  await recordAudit(db, {
    orgId: scope.orgId,
    actorId: scope.userId,
    actorRole: scope.role,
    action: "org.update",
    subject: scope.orgId,
    before: { logoFileId: before },
    after: { logoFileId: fileId },
    requestId: scope.requestId,
  });
}
