import { createHash } from "node:crypto";
import sharp, { type ResizeOptions, type Sharp } from "sharp";
import type { FilePurpose } from "../../file-limits";
import { fileTooLarge, refused } from "../../files.errors";

export type RemadeImage = { bytes: Uint8Array; contentType: string; width: number; height: number; sha256: string };

/** More than today's phones take; a drawing of a few bytes may claim a thousand times that. */
const maxPixels = 50_000_000;
const timeoutSeconds = 15;

/** In pixels: of what stands small beside a name, and the longest side of what a model looks at. */
const tileSide = 512;
const longestSide = 3072;

// Only what is taken can be read at all: SVG, PDF and the rest of what the library knows have no reader here.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((kind) => `VipsForeignLoad${kind}`),
});
// Temporary files are read once.
sharp.cache(false);

/**
 * Draws an image anew from its pixels, turned as its camera meant it, no larger than is of use: what else the file
 * carried (place, camera, comments, another file behind the last byte) is not in it any more. Of a moving picture the
 * first frame stays. Throws `file_refused`, and `file_too_large` where what was made is larger than `maxBytes`.
 */
export async function remakeImage(
  path: string,
  options: { purpose: FilePurpose; maxBytes: number },
): Promise<RemadeImage> {
  const { purpose, maxBytes } = options;
  const image = await drawn(path, purpose, null);
  if (image.bytes.byteLength <= maxBytes) return image;
  // What was packed tightly may grow when it is drawn anew: the tighter of the kinds is tried before it is refused.
  const tight = image.contentType === "image/webp" ? image : await drawn(path, purpose, "webp");
  if (tight.bytes.byteLength > maxBytes) throw fileTooLarge(tight.bytes.byteLength, maxBytes);
  return tight;
}

async function drawn(path: string, purpose: FilePurpose, as: Target | null): Promise<RemadeImage> {
  try {
    const source = sharp(path, { limitInputPixels: maxPixels, failOn: "error", pages: 1 });
    const { format } = await source.metadata();
    const drawing = source.autoOrient().resize(fitFor(purpose)).timeout({ seconds: timeoutSeconds });
    const target = as ?? targetOf(purpose, format);
    if (purpose !== "chat_attachment") drawing.flatten({ background: "white" });
    const { data, info } = await encoded(drawing, target).toBuffer({ resolveWithObject: true });
    const sha256 = createHash("sha256").update(data).digest("hex");
    return { bytes: data, contentType: `image/${target}`, width: info.width, height: info.height, sha256 };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw refused(/pixel limit|dimensions|too large/i.test(text) ? "too_many_pixels" : "broken_image");
  }
}

/** A face fills its tile, a logo lies whole on white: nothing shows through, in light or dark. */
function fitFor(purpose: FilePurpose): ResizeOptions {
  if (purpose === "chat_attachment") {
    return { width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true };
  }
  return { width: tileSide, height: tileSide, fit: purpose === "logo" ? "contain" : "cover", background: "white" };
}

type Target = "webp" | "jpeg" | "png";

/** Models take PNG, JPEG and WebP; pages take WebP, which is the smallest. */
function targetOf(purpose: FilePurpose, format: string | undefined): Target {
  if (purpose !== "chat_attachment") return "webp";
  if (format === "jpeg") return "jpeg";
  return format === "png" || format === "gif" ? "png" : "webp";
}

function encoded(drawing: Sharp, target: Target): Sharp {
  if (target === "webp") return drawing.webp({ quality: 85 });
  if (target === "jpeg") return drawing.jpeg({ quality: 88, mozjpeg: false });
  return drawing.png({ compressionLevel: 8 });
}
