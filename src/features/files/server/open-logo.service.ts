import sharp from "sharp";
import { notFound } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { findShownLogo } from "./files.repository";

/** Twice the size that mails show it in, in pixels. */
const side = 56;

/**
 * The logo that an organisation shows now, small, as PNG: many programs that show mails know no WebP. For anybody, since
 * such a program has no session; every other file, a logo of before included, is `not_found`.
 */
export async function openLogo(backend: Backend, fileId: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await inPlatform(backend.database, (db) => findShownLogo(db, fileId));
  const found = key === null ? null : await backend.ports.files.get(key);
  if (found === null) throw notFound("file");
  const bytes = await new Response(found.body).arrayBuffer();
  const drawn = await sharp(bytes, { limitInputPixels: 1_000_000 })
    .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  return new Uint8Array(drawn);
}
