import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPictureSize } from "./picture-size";

const picture = () => sharp({ create: { width: 321, height: 123, channels: 3, background: "teal" } });

describe("the size of a picture", () => {
  it.each([
    ["PNG", () => picture().png().toBuffer()],
    ["JPEG", () => picture().jpeg().toBuffer()],
    [
      "JPEG",
      () =>
        picture()
          .withExif({ IFD0: { Copyright: "x".repeat(500) } })
          .jpeg({ progressive: true })
          .toBuffer(),
    ],
    ["GIF", () => picture().gif().toBuffer()],
    ["WebP", () => picture().webp().toBuffer()],
    ["WebP", () => picture().webp({ lossless: true }).toBuffer()],
    [
      "WebP",
      () =>
        picture()
          .withExif({ IFD0: { Copyright: "x" } })
          .webp()
          .toBuffer(),
    ],
  ])("is read from a %s's own header", async (type, make) => {
    expect(readPictureSize(await make())).toEqual({ type, width: 321, height: 123 });
  });

  it("is not guessed for what is cut short, empty, or something else", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    for (const length of [0, 1, 3, 12, 20]) expect(readPictureSize(jpeg.subarray(0, length))).toBeUndefined();
    expect(readPictureSize(Buffer.from("%PDF-1.7 and so on, long enough to be read"))).toBeUndefined();
    expect(
      readPictureSize(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")),
    ).toBeUndefined();
    expect(readPictureSize(new Uint8Array(40).fill(0xff))).toBeUndefined();
  });
});
