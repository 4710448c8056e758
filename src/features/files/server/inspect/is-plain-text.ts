import { createReadStream } from "node:fs";

/** Whether all of a file is UTF-8 with nothing in it but characters: no NUL, no terminal codes. */
export async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      if (hasControls(decoder.decode(chunk, { stream: true }))) return false;
    }
    return !hasControls(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Tab, line feed, form feed and carriage return belong to texts; the other control characters do not. */
function hasControls(text: string): boolean {
  return /[^\P{Cc}\t\n\f\r]/u.test(text);
}
