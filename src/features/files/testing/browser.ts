import type { UploadTarget } from "~/adapters/files/files.port";
import type { FilePurpose } from "../file-limits";
import type { FileScope } from "../server/file-scope";
import { finishUpload } from "../server/finish-upload.service";
import { startUpload } from "../server/start-upload.service";

/** Sends bytes to a folder's upload link, as a browser would. */
export async function sendBytes(scope: FileScope, target: UploadTarget, bytes: Uint8Array): Promise<Response> {
  const request = new Request(`http://localhost${target.url}`, {
    method: target.method,
    headers: target.headers,
    body: Buffer.from(bytes),
  });
  const response = await scope.ports.files.handle?.(request);
  if (response === undefined) throw new Error("this place for files has no links of its own");
  return response;
}

/** A whole upload, as a browser does it. */
export async function upload(
  scope: FileScope,
  file: { purpose: FilePurpose; fileName: string; contentType: string; bytes: Uint8Array },
) {
  const { bytes, ...rest } = file;
  const { fileId, target } = await startUpload(scope, { ...rest, size: bytes.byteLength });
  await sendBytes(scope, target, bytes);
  return finishUpload(scope, fileId);
}
