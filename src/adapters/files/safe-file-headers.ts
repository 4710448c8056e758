import { fileContentPolicy } from "~/lib/security-headers.mjs";

/**
 * Headers under which bytes that somebody uploaded may leave under our own address: nothing in them runs, a browser
 * does not guess another type, and no other site embeds them.
 */
export function safeFileHeaders(file: {
  contentType: string;
  size: number;
  fileName: string;
  disposition: "attachment" | "inline";
}): Headers {
  return new Headers({
    "content-type": file.contentType,
    "content-length": String(file.size),
    "content-disposition": contentDisposition(file.disposition, file.fileName),
    "content-security-policy": fileContentPolicy,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
  });
}

/** The name in ASCII for old programs, and in full for all others. */
export function contentDisposition(disposition: "attachment" | "inline", fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const full = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${full}`;
}
