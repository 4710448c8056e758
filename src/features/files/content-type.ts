/** Other names that browsers and programs have for the types we take. */
const otherNames: Record<string, string> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "application/x-pdf": "application/pdf",
  "text/x-markdown": "text/markdown",
  "audio/mp3": "audio/mpeg",
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/x-flac": "audio/flac",
  "audio/opus": "audio/ogg",
  "application/ogg": "audio/ogg",
  "video/webm": "audio/webm",
};

/** For what browsers have no type for; which depends on the programs of that computer. */
const byEnding: Record<string, string> = {
  md: "text/markdown",
  markdown: "text/markdown",
  txt: "text/plain",
  text: "text/plain",
  log: "text/plain",
};

const endings: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
  "application/pdf": "pdf",
  "text/plain": "txt",
  "text/markdown": "md",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/wav": "wav",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
  "audio/webm": "webm",
};

/** The one name of a type, without parameters. */
export function plainType(contentType: string): string {
  const bare = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  return otherNames[bare] ?? bare;
}

/** What a browser says of a file, or what its ending says where the browser knows nothing. */
export function announcedType(contentType: string, fileName: string): string {
  const type = plainType(contentType);
  if (type !== "" && type !== "application/octet-stream") return type;
  const ending = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  return byEnding[ending] ?? (type || "application/octet-stream");
}

/** Programs open these by their ending, and they can run. */
const active: Record<string, string> = {
  svg: "image/svg+xml",
  svgz: "image/svg+xml",
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  xht: "application/xhtml+xml",
  shtml: "text/html",
  mht: "multipart/related",
  mhtml: "multipart/related",
};

/** The type of a name's ending where a browser would run what is in it; null for every other name. */
export function activeTypeOf(fileName: string): string | null {
  const ending = /\.([^.]+)$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(active, ending) ? (active[ending] ?? null) : null;
}

/** The usual ending of a name for the type, without the dot; null for a type that we do not take. */
export function endingOf(contentType: string): string | null {
  return endings[contentType] ?? null;
}
