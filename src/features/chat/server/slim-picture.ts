import sharp from "sharp";

/** Anthropic takes pictures of 5 MB in base64; the others take more. */
const mostBytes = 3_750_000;

/**
 * The same picture, as many pixels, in a form that every provider takes: a large one without loss is made a JPEG.
 * What is small enough stays as it is.
 */
export async function slimPicture(
  bytes: Uint8Array,
  mediaType: string,
): Promise<{ data: Uint8Array; mediaType: string }> {
  if (bytes.byteLength <= mostBytes) return { data: bytes, mediaType };
  const plain = sharp(bytes).flatten({ background: "white" });
  for (const quality of [88, 75, 55]) {
    const slim = await plain.clone().jpeg({ quality }).toBuffer();
    // A plain array: a Buffer is written out number by number where requests are compared.
    if (slim.byteLength <= mostBytes || quality === 55) return { data: Uint8Array.from(slim), mediaType: "image/jpeg" };
  }
  return { data: bytes, mediaType };
}
