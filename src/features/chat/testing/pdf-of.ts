import { deflateSync } from "node:zlib";

/** A PDF with a page for each text. Latin letters only: it uses a font that every reader has. */
export function pdfOf(pages: readonly string[]): Uint8Array {
  return assemble(pages.map((text) => stream(Buffer.from(`BT /F1 12 Tf 72 720 Td (${text}) Tj ET`), "")));
}

/** One that is small as it lies there and as large as told when it is unpacked. */
export function pdfBomb(bytes: number): Uint8Array {
  return assemble([stream(deflateSync(Buffer.alloc(bytes, " ")), "/Filter /FlateDecode")]);
}

/** What a program writes that asks for a password. */
export function lockedPdf(): Uint8Array {
  const key = `<${"28".repeat(32)}>`;
  return assemble(
    [stream(Buffer.from("BT ET"), "")],
    `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -44 >> /ID [<00> <00>]`,
  );
}

function stream(content: Buffer, entries: string): Buffer {
  const head = Buffer.from(`<< /Length ${content.length} ${entries} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from("\nendstream")]);
}

function assemble(contents: readonly Buffer[], trailer = ""): Uint8Array {
  const kids = contents.map((_, index) => `${4 + 2 * index} 0 R`).join(" ");
  const objects: (string | Buffer)[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      content,
    ]),
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets = objects.map((object, index) => {
    const at = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n")]));
    return at;
  });
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
