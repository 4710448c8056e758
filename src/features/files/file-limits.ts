const MB = 1024 * 1024;

/** No upload of any purpose is larger than this, in bytes. */
export const uploadCeiling = 50 * MB;

/** Types by what is done with them. Nothing else is taken, SVG and archives least of all. */
export const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"] as const;
export const textTypes = ["text/plain", "text/markdown"] as const;
export const audioTypes = ["audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/flac", "audio/webm"] as const;

type Limit = { types: readonly string[]; maxBytes: number };

/** What may be uploaded for each purpose: content types, and the most bytes of each. */
export const purposes = {
  avatar: [{ types: imageTypes, maxBytes: 5 * MB }],
  logo: [{ types: imageTypes, maxBytes: 5 * MB }],
  chat_attachment: [
    { types: imageTypes, maxBytes: 10 * MB },
    { types: ["application/pdf"], maxBytes: 20 * MB },
    { types: textTypes, maxBytes: 1 * MB },
  ],
  audio: [{ types: audioTypes, maxBytes: 25 * MB }],
} as const satisfies Record<string, readonly Limit[]>;

export type FilePurpose = keyof typeof purposes;

/** Every type that the purpose takes. */
export function typesOf(purpose: FilePurpose): string[] {
  return purposes[purpose].flatMap(({ types }) => [...types]);
}

/** Most bytes of that type for that purpose; null where the type is not taken. */
export function maxBytesOf(purpose: FilePurpose, contentType: string): number | null {
  const limits: readonly Limit[] = purposes[purpose];
  return limits.find(({ types }) => types.includes(contentType))?.maxBytes ?? null;
}
