import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import type { OrgScope } from "~/server/context";
import type { Sql } from "~/server/db";

export type UploadedFile = { name: string; contentType: string; bytes: Uint8Array };

/** A file of the person's own as an upload leaves it: its row, ready, and its bytes. Gives its id. */
export async function uploadFile(owner: Sql, scope: OrgScope, file: UploadedFile): Promise<string> {
  const id = randomUUID();
  const key = `files/${id}/0`;
  const { width = null, height = null } = file.contentType.startsWith("image/")
    ? await sharp(file.bytes).metadata()
    : {};
  await scope.ports.files.put(key, file.bytes, { contentType: file.contentType, size: file.bytes.byteLength });
  await owner.query(
    `INSERT INTO stored_file (id, org_id, user_id, purpose, state, key, name, content_type, size, sha256, width, height, pages)
     VALUES ($1, $2, $3, $4, 'ready', $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      scope.orgId,
      scope.userId,
      file.contentType.startsWith("audio/") ? "audio" : "chat_attachment",
      key,
      file.name,
      file.contentType,
      file.bytes.byteLength,
      createHash("sha256").update(file.bytes).digest("hex"),
      width,
      height,
      file.contentType === "application/pdf" ? 1 : null,
    ],
  );
  return id;
}

export async function pictureOf(width: number, height: number, name = "pier.png"): Promise<UploadedFile> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  return { name, contentType: "image/png", bytes: new Uint8Array(bytes) };
}

export function textFile(text: string, name = "notes.md"): UploadedFile {
  return { name, contentType: "text/markdown", bytes: new Uint8Array(Buffer.from(text)) };
}

export function recording(name = "memo.mp3"): UploadedFile {
  return { name, contentType: "audio/mpeg", bytes: new Uint8Array([0xff, 0xfb, 0x90, 0x00]) };
}
