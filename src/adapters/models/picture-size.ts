export type PictureSize = { type: "PNG" | "JPEG" | "GIF" | "WebP"; width: number; height: number };

/**
 * What the first bytes of a picture say of it, without decoding it. Undefined for what is none of the four kinds
 * that models take, or is cut before its size.
 */
export function readPictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readGif(view) ?? readWebp(view) ?? readJpeg(view);
  } catch (error) {
    // A header that promises more than there is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readPng(view: DataView): PictureSize | undefined {
  if (textAt(view, 1, 3) !== "PNG" || textAt(view, 12, 4) !== "IHDR") return undefined;
  return sized("PNG", view.getUint32(16), view.getUint32(20));
}

function readGif(view: DataView): PictureSize | undefined {
  if (textAt(view, 0, 4) !== "GIF8") return undefined;
  return sized("GIF", view.getUint16(6, true), view.getUint16(8, true));
}

function readWebp(view: DataView): PictureSize | undefined {
  if (textAt(view, 0, 4) !== "RIFF" || textAt(view, 8, 4) !== "WEBP") return undefined;
  switch (textAt(view, 12, 4)) {
    case "VP8 ":
      return sized("WebP", view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return sized("WebP", (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8X":
      return sized("WebP", uint24(view, 24) + 1, uint24(view, 27) + 1);
    default:
      return undefined;
  }
}

/** Goes from segment to segment up to the one that begins the picture itself. */
function readJpeg(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return sized("JPEG", view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function sized(type: PictureSize["type"], width: number, height: number): PictureSize | undefined {
  return width > 0 && height > 0 ? { type, width, height } : undefined;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

function textAt(view: DataView, at: number, length: number): string {
  if (at + length > view.byteLength) return "";
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));
}
