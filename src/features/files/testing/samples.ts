import { randomBytes } from "node:crypto";
import { deflateRawSync, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture of one colour. */
export async function picture(
  format: "png" | "jpeg" | "webp" | "gif" | "avif" = "png",
  size: { width: number; height: number } = { width: 40, height: 20 },
): Promise<Uint8Array> {
  return sharp({ create: { ...size, channels: 3, background: "#c33" } })
    .toFormat(format)
    .toBuffer();
}

/** A PDF of that many empty pages, with the structure that the format demands. */
export function pdf(pages = 1): Uint8Array {
  const kids = Array.from({ length: pages }, (_, index) => `${3 + index} 0 R`);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages} /Kids [${kids.join(" ")}] >>`,
    ...kids.map(() => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/**
 * A PDF whose catalogue lies in a stream of objects that unpacks to so many bytes: whoever wants to know as much as its
 * pages has to unpack it.
 */
export function objectStreamBomb(bytes: number): Uint8Array {
  const catalogue = "1 0 << /Type /Catalog /Pages 2 0 R >>";
  const content = Buffer.alloc(bytes, " ");
  content.write(catalogue);
  const packed = deflateSync(content);
  const head = `<< /Type /ObjStm /N 1 /First 4 /Length ${packed.length} /Filter /FlateDecode >>`;
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  const entries: [number, number, number][] = [
    [0, 0, 65_535],
    [2, 5, 0],
  ];
  const place = (number: number, ...body: (string | Buffer)[]) => {
    entries[number] = [1, length(), 0];
    parts.push(Buffer.from(`${number} 0 obj\n`), ...body.map((part) => Buffer.from(part)), Buffer.from("\nendobj\n"));
  };
  place(2, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
  place(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>");
  place(5, `${head}\nstream\n`, packed, "\nendstream");
  const start = length();
  entries[4] = [1, start, 0];
  const table = Buffer.alloc(entries.length * 7);
  for (const [index, [kind, field, last]] of entries.entries()) {
    table.writeUInt8(kind, index * 7);
    table.writeUInt32BE(field, index * 7 + 1);
    table.writeUInt16BE(last, index * 7 + 5);
  }
  const about = `<< /Type /XRef /Size ${entries.length} /W [1 4 2] /Root 1 0 R /Length ${table.length} >>`;
  place(4, `${about}\nstream\n`, table, "\nendstream");
  return Buffer.concat([...parts, Buffer.from(`startxref\n${start}\n%%EOF\n`)]);
}

/** What a program writes that asks for a password before it shows anything. */
export function lockedPdf(): Uint8Array {
  const key = `<${"28".repeat(32)}>`;
  const locked = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -44 >> /ID [<00> <00>]`;
  return Buffer.from(Buffer.from(pdf()).toString("latin1").replace("/Root 1 0 R", `/Root 1 0 R ${locked}`), "latin1");
}

/** A picture of as many colours as there are pixels, which nothing packs tightly. */
export async function noise(width: number, height: number): Promise<Uint8Array> {
  const pixels = randomBytes(width * height * 3);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** A PNG of a few hundred bytes that claims to be this large. */
export function pixelBomb(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = Buffer.concat([Buffer.from([0x78, 0x9c]), deflateRawSync(Buffer.alloc(100_000))]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** An archive whose one entry unpacks to far more than it is. */
export function zipBomb(): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(20_000_000));
  const name = Buffer.from("zeros.txt");
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(packed.byteLength, 18);
  header.writeUInt32LE(20_000_000, 22);
  header.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([header, name, packed]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.byteLength + 8);
  out.writeUInt32BE(data.byteLength, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.byteLength + 4);
  return out;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
