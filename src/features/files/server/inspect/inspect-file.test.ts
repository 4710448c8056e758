import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { FilePurpose } from "../../file-limits";
import { lockedPdf, noise, objectStreamBomb, pdf, picture, pixelBomb, zipBomb } from "../../testing/samples";
import { countPages } from "./count-pages";
import { type Inspected, inspectFile } from "./inspect-file";
import { remakeImage } from "./remake-image";

async function inspected(
  bytes: Uint8Array,
  said: { purpose?: FilePurpose; contentType: string; name?: string },
): Promise<Inspected> {
  const path = join(tmpdir(), `inspect-${randomUUID()}`);
  await writeFile(path, bytes);
  try {
    const file = { path, size: bytes.byteLength, sha256: "0" };
    return await inspectFile(file, { purpose: "chat_attachment", name: "a.bin", userId: randomUUID(), ...said });
  } finally {
    await rm(path);
  }
}

const bytesOf = (file: Inspected) => ("bytes" in file.content ? file.content.bytes : new Uint8Array());
const text = (content: string) => new TextEncoder().encode(content);
const image = { contentType: "image/png" };

test("a file is what its bytes say, whatever it was called", async () => {
  expect(await inspected(await picture("jpeg"), { contentType: "image/png", name: "photo.png" })).toMatchObject({
    contentType: "image/jpeg",
    name: "photo.jpg",
    width: 40,
    height: 20,
  });
  expect(await inspected(await picture("png"), { contentType: "text/plain", name: "notes.txt" })).toMatchObject({
    contentType: "image/png",
    name: "notes.png",
  });
  expect(await inspected(pdf(3), { contentType: "image/png", name: "x.png" })).toMatchObject({
    contentType: "application/pdf",
    name: "x.pdf",
    pages: 3,
  });
});

test("every kind of image is made anew as one that models and browsers take", async () => {
  for (const [format, made] of [
    ["png", "png"],
    ["jpeg", "jpeg"],
    ["webp", "webp"],
    ["gif", "png"],
    ["avif", "webp"],
  ] as const) {
    const file = await inspected(await picture(format), image);
    expect(file.contentType).toBe(`image/${made}`);
    expect((await sharp(bytesOf(file)).metadata()).format).toBe(made);
  }
});

test("where a picture was taken and with what does not stay in it, and it stands upright", async () => {
  const photo = await sharp({ create: { width: 60, height: 30, channels: 3, background: "#258" } })
    .withExifMerge({ IFD0: { Copyright: "canary-copyright" }, IFD3: { GPSLatitude: "59/1 54/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'>canary-xmp</x:xmpmeta>")
    .jpeg()
    .toBuffer();
  expect(photo.includes("canary-copyright") && photo.includes("canary-xmp")).toBe(true);
  const file = await inspected(photo, { contentType: "image/jpeg" });
  // Turned by a quarter, as its camera meant it.
  expect(file).toMatchObject({ width: 30, height: 60 });
  const made = Buffer.from(bytesOf(file));
  expect(made.includes("canary")).toBe(false);
  const left = await sharp(made).metadata();
  expect([left.exif, left.xmp, left.iptc, left.orientation]).toEqual([undefined, undefined, undefined, undefined]);
});

test("what hides behind the last byte of a picture is gone", async () => {
  const polyglot = Buffer.concat([await picture("png"), Buffer.from("<script>canary</script>"), zipBomb()]);
  const made = Buffer.from(bytesOf(await inspected(polyglot, image)));
  expect(made.includes("canary")).toBe(false);
});

test("an avatar is a square of at most 512, a logo lies whole on white", async () => {
  const wide = await picture("png", { width: 900, height: 300 });
  expect(await inspected(wide, { purpose: "avatar", contentType: "image/png" })).toMatchObject({
    contentType: "image/webp",
    width: 512,
    height: 512,
  });
  const clear = await sharp({
    create: { width: 100, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const logo = await inspected(clear, { purpose: "logo", contentType: "image/png" });
  expect(logo).toMatchObject({ width: 512, height: 512 });
  const { dominant } = await sharp(bytesOf(logo)).stats();
  expect([dominant.r, dominant.g, dominant.b].every((value) => value > 240)).toBe(true);
});

test("a large picture is made as small as is of use", async () => {
  const file = await inspected(await picture("jpeg", { width: 5000, height: 2500 }), image);
  expect(file).toMatchObject({ width: 3072, height: 1536 });
});

test("a few bytes that claim to be a huge picture are refused without being drawn", async () => {
  const before = process.memoryUsage().rss;
  for (const bomb of [pixelBomb(30_000, 30_000), pixelBomb(2_000_000_000, 1), pixelBomb(8_000, 8_000)]) {
    await expect(inspected(bomb, image)).rejects.toMatchObject({
      code: "file_refused",
      details: { reason: expect.stringMatching(/too_many_pixels|broken_image/) },
    });
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test("drawings that can run are refused under every name", async () => {
  const plain = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const svg of [plain, `<?xml version="1.0"?>${plain}`, `\uFEFF<!-- x -->\n${plain}`]) {
    for (const purpose of ["avatar", "logo", "chat_attachment"] as const) {
      for (const contentType of ["image/png", "image/webp"]) {
        await expect(inspected(text(svg), { purpose, contentType })).rejects.toMatchObject({
          code: expect.stringMatching(/^file_(type|refused)$/),
        });
      }
    }
  }
});

test("archives are refused under every name, and never unpacked", async () => {
  for (const contentType of ["image/png", "application/pdf", "text/plain", "text/markdown"]) {
    await expect(inspected(zipBomb(), { contentType })).rejects.toMatchObject({
      code: expect.stringMatching(/^file_(type|refused)$/),
    });
  }
});

test("a broken or cut picture is refused", async () => {
  const whole = await picture("jpeg", { width: 400, height: 400 });
  await expect(inspected(whole.subarray(0, whole.byteLength / 2), image)).rejects.toMatchObject({
    details: { reason: "broken_image" },
  });
  await expect(inspected(whole.subarray(0, 12), image)).rejects.toMatchObject({ code: "file_refused" });
});

test("a text is UTF-8 with nothing in it but characters", async () => {
  for (const good of [
    "plain",
    "Щука и Ёж\r\n\tтаб\f",
    "BM is how bitmaps begin",
    "%PDF-1.4 is how those begin",
    "GIF89a",
    "\uFEFFwith a mark",
    "# Title\n\n<script>only text</script>",
  ]) {
    expect(await inspected(text(good), { contentType: "text/markdown", name: "a.md" })).toMatchObject({
      contentType: "text/markdown",
      name: "a.md",
    });
  }
  const bad = [
    Buffer.from([0xff, 0xfe, 0x41, 0x00]),
    Buffer.from("кот", "utf16le"),
    text("nul \0 inside"),
    text("colour \u001b[31m"),
    Buffer.from([0x61, 0xc3]),
  ];
  for (const bytes of bad) {
    await expect(inspected(bytes, { contentType: "text/plain" })).rejects.toMatchObject({
      code: expect.stringMatching(/^file_(type|refused)$/),
    });
  }
});

test("a character cut in two by the reading of a large text is whole again", async () => {
  const long = text(`a${"щ".repeat(200_000)}`);
  expect(await inspected(long, { contentType: "text/plain", name: "a.txt" })).toMatchObject({ size: long.byteLength });
});

test("a PDF that cannot be opened is refused with the reason", async () => {
  await expect(
    inspected(text("%PDF-1.7\nnothing of the kind"), { contentType: "application/pdf" }),
  ).rejects.toMatchObject({ details: { reason: "broken_pdf" } });
  await expect(inspected(pdf(501), { contentType: "application/pdf" })).rejects.toMatchObject({
    details: { reason: "too_many_pages", pages: 501, allowed: 500 },
  });
});

test("a PDF that asks for a password is refused as such", async () => {
  await expect(inspected(lockedPdf(), { contentType: "application/pdf" })).rejects.toMatchObject({
    details: { reason: "encrypted_pdf" },
  });
});

test("a PDF that swells when its pages are counted is ended, and costs this process nothing", async () => {
  const path = join(tmpdir(), `inspect-${randomUUID()}`);
  await writeFile(path, objectStreamBomb(150_000_000));
  try {
    const before = process.memoryUsage.rss();
    const limits = { timeoutMs: 20_000, memoryBytes: 180 * 1024 * 1024 };
    await expect(countPages(path, limits)).rejects.toMatchObject({ details: { reason: "too_complex" } });
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
    await expect(countPages(path, { ...limits, memoryBytes: 2 ** 31, timeoutMs: 50 })).rejects.toMatchObject({
      details: { reason: "too_complex" },
    });
  } finally {
    await rm(path);
  }
});

test("an honest PDF with a stream of objects is counted", async () => {
  expect(await inspected(objectStreamBomb(200), { contentType: "application/pdf" })).toMatchObject({ pages: 1 });
});

test("a picture that grows past the limit as it is drawn anew is packed tighter, or refused", async () => {
  const path = join(tmpdir(), `inspect-${randomUUID()}`);
  await writeFile(path, await noise(400, 300));
  try {
    const draw = (maxBytes: number) => remakeImage(path, { purpose: "chat_attachment", maxBytes });
    const usual = await draw(10_000_000);
    expect(usual.contentType).toBe("image/png");
    const tight = await draw(usual.bytes.byteLength - 1);
    expect(tight.contentType).toBe("image/webp");
    expect(tight.bytes.byteLength).toBeLessThan(usual.bytes.byteLength);
    await expect(draw(100)).rejects.toMatchObject({ code: "file_too_large", details: { allowed: 100 } });
  } finally {
    await rm(path);
  }
});

test("a drawing that can run is none by being called a text; a text about it is one", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>';
  for (const drawing of [
    svg,
    `\uFEFF\n${svg}`,
    `<?xml version="1.0"?>\n<!-- <p> -->${svg}`,
    `${doctype}${svg}`,
    svg.replace("<svg ", "<SVG\n"),
    "<s:svg xmlns:s='http://www.w3.org/2000/svg'/>",
  ]) {
    await expect(inspected(text(drawing), { contentType: "text/plain", name: "a.txt" })).rejects.toMatchObject({
      code: "file_type",
      details: { contentType: "image/svg+xml" },
    });
  }
  for (const prose of [`How to draw: ${svg}`, "<svgs>", "# SVG\n\n```\n<svg/>\n```"]) {
    expect(await inspected(text(prose), { contentType: "text/plain", name: "a.txt" })).toMatchObject({
      contentType: "text/plain",
    });
  }
});

test("the limit is that of the true type", async () => {
  const large = Buffer.concat([Buffer.from("a".repeat(1_048_577))]);
  await expect(inspected(large, { contentType: "text/plain" })).rejects.toMatchObject({
    code: "file_too_large",
    details: { allowed: 1_048_576 },
  });
});

test("sounds are kept as sounds, and only where sounds are taken", async () => {
  const wav = Buffer.alloc(44);
  wav.write("RIFF", 0);
  wav.write("WAVEfmt ", 8);
  expect(await inspected(wav, { purpose: "audio", contentType: "audio/mpeg", name: "a.mp3" })).toMatchObject({
    contentType: "audio/wav",
  });
  await expect(inspected(wav, { contentType: "text/plain" })).rejects.toMatchObject({ code: "file_type" });
  await expect(inspected(await picture(), { purpose: "audio", contentType: "audio/wav" })).rejects.toMatchObject({
    code: "file_type",
  });
});
