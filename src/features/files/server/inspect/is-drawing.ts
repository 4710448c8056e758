import { open } from "node:fs/promises";

/** As far as a drawing's first element is looked for. */
const headBytes = 64 * 1024;

/** Whether a text is SVG, whatever stands before its first element; text about SVG is not. */
export async function isDrawing(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer
      .subarray(0, bytesRead)
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    return /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[\s\S]*?\]\s*)?>)*<(?:[\w-]+:)?svg[\s/>]/i.test(
      head,
    );
  } finally {
    await file.close();
  }
}
