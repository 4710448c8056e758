import { openFile } from "~/features/files/server/open-file.service";
import type { OrgScope } from "~/server/context";

/** The whole of an uploaded file of the person's own; of files that are bounded when they come. */
export async function fileBytes(scope: OrgScope, fileId: string): Promise<Uint8Array> {
  return (await openFile(scope, fileId)).bytes();
}
