import type { FileView } from "~/features/files/files.schema";
import { claimFiles } from "~/features/files/server/claim-files.service";
import { discardFiles } from "~/features/files/server/delete-file.service";
import { finishUpload } from "~/features/files/server/finish-upload.service";
import { notFound } from "~/lib/app-error";
import type { UserScope } from "~/server/context";
import { inOrg } from "~/server/db";
import { replaceAvatar } from "./people.repository";

/** Shows an uploaded picture as the person from now on. The one before is deleted. */
export async function setAvatar(scope: UserScope, fileId: string): Promise<FileView> {
  const file = await finishUpload(scope, fileId);
  if (file.purpose !== "avatar") throw notFound("file");
  await inOrg(scope.backend.database, { orgId: null, userId: scope.userId }, async (db) => {
    await claimFiles(db, { userId: scope.userId, fileIds: [fileId] });
    const before = await replaceAvatar(db, scope.userId, fileId);
    if (before !== null && before !== fileId) await discardFiles(db, { orgId: null, fileIds: [before] });
  });
  return file;
}

/** Shows the initials again. The picture is deleted. */
export async function removeAvatar(scope: UserScope): Promise<void> {
  await inOrg(scope.backend.database, { orgId: null, userId: scope.userId }, async (db) => {
    const before = await replaceAvatar(db, scope.userId, null);
    if (before !== null) await discardFiles(db, { orgId: null, fileIds: [before] });
  });
}
