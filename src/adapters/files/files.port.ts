/** Where and how a browser sends the bytes of one file, once, until it expires. */
export type UploadTarget = {
  method: "PUT" | "POST";
  url: string;
  /** To be sent exactly as given: they are part of what was signed. */
  headers: Record<string, string>;
  /** Name of the field of a multipart form that carries the bytes; null where the body is the bytes themselves. */
  formField: string | null;
  expiresAt: Date;
};

/** What one place keeps under a key. */
export type StoredObject = { key: string; size: number; modifiedAt: Date };

/**
 * A private place for bytes, by key. Keys are made by the application (`isFileKey`), never by people. What is put is
 * there whole or not at all. Errors are AppErrors: `link_*`, `upload_*`, `storage_full`, `storage_unavailable`.
 */
export interface FilesPort {
  readonly adapter: "folder" | "s3" | "uploadthing";
  /**
   * Replaces what was there. When the body ends early or the signal fires, nothing of it stays.
   * @param meta.fileName for vendors whose links cannot name the file afterwards.
   */
  put(
    key: string,
    body: ReadableStream<Uint8Array> | Uint8Array,
    meta: { contentType: string; size?: number; fileName?: string },
    signal?: AbortSignal,
  ): Promise<void>;
  get(key: string): Promise<{ body: ReadableStream<Uint8Array>; size: number } | null>;
  /** A key that is not there counts as deleted. */
  delete(keys: readonly string[]): Promise<void>;
  /**
   * Takes away what an upload link brought, or may still bring, and keeps the link from bringing anything more for as
   * long as what may be left at the key (a byte at most) lies there. To be deleted when the link has ended.
   */
  spend(key: string): Promise<void>;
  /** Ends uploads below the prefix that were begun before that moment and that nobody is at work on any more. */
  abandon?(prefix: string, before: Date): Promise<void>;
  /** @param input.size exact number of bytes that will be sent. */
  uploadTarget(input: {
    key: string;
    contentType: string;
    size: number;
    expiresInSeconds: number;
  }): Promise<UploadTarget>;
  /** An address that needs no sign-in and soon ends. `attachment` makes a browser save the file instead of showing it. */
  downloadUrl(input: {
    key: string;
    fileName: string;
    contentType: string;
    disposition: "attachment" | "inline";
    expiresInSeconds: number;
  }): Promise<string>;
  /** In no order; as many as one page of the vendor has. `next` is null at the end. */
  list(prefix: string, cursor?: string): Promise<{ keys: StoredObject[]; next: string | null }>;
  /** Throws what is wrong. */
  probe(): Promise<void>;
  /** What comes in below `/api/files/at/`: the adapter's own links, or its vendor's calls. Absent where there are none. */
  handle?(request: Request): Promise<Response>;
}
