import type { KnownError } from "~/lib/client-error";
import { randomUuid } from "~/lib/random-uuid";
import { type Attachment, maxAttachments } from "../attachments";

/** uploading, then checking (the server looks at what came), then ready, or failed. */
export type DraftFile = {
  /** Of its place in the draft; the file itself has no id before it has begun to arrive. */
  key: string;
  name: string;
  contentType: string;
  /** In bytes. */
  size: number;
  phase: "uploading" | "checking" | "ready" | "failed";
  /** Share of the bytes that were sent, 0 to 1. */
  progress: number;
  attachment: Attachment | null;
  error: KnownError | null;
  /** Address of the picture in this browser, where it came from here. */
  preview: string | null;
  /** True for one that was uploaded for this draft: removed, it may be deleted. */
  isFresh: boolean;
  /** True for one that was kept over a reload: it may be gone meanwhile. */
  isRestored: boolean;
};

/** Uploads a file and tells what is in it. Rejects with a KnownError. */
export type Upload = (
  file: File,
  on: { progress: (share: number) => void; sent: () => void; signal: AbortSignal },
) => Promise<Attachment>;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;
type Options = {
  shelf: Shelf | null;
  upload: Upload;
  /** Nobody will attach it any more. */
  release: (fileId: string) => void;
  preview?: { make: (file: File) => string; drop: (address: string) => void };
};

export type FileDrafts = ReturnType<typeof createFileDrafts>;

const NONE: readonly DraftFile[] = [];

/**
 * The files of drafts, by the same keys as their texts. Uploads go on while the reader looks elsewhere; those that
 * are ready survive a reload.
 */
export function createFileDrafts({ shelf, upload, release, preview }: Options) {
  const shown = new Map<string, readonly DraftFile[]>();
  const taken = new Map<string, readonly DraftFile[]>();
  const sources = new Map<string, { file: File; aborter: AbortController }>();
  const listeners = new Set<() => void>();

  function read(key: string): readonly DraftFile[] {
    const known = shown.get(key);
    if (known !== undefined) return known;
    const stored = restore(attempt(() => shelf?.getItem(shelfKey(key))) ?? "");
    shown.set(key, stored);
    return stored;
  }

  function put(key: string, files: readonly DraftFile[]): void {
    shown.set(key, files.length === 0 ? NONE : files);
    const kept = [...(taken.get(key) ?? []), ...files].filter(({ phase }) => phase === "ready");
    attempt(() =>
      kept.length === 0
        ? shelf?.removeItem(shelfKey(key))
        : shelf?.setItem(
            shelfKey(key),
            JSON.stringify(kept.map(({ attachment, isFresh }) => ({ attachment, isFresh }))),
          ),
    );
    for (const listener of listeners) listener();
  }

  /** A file may have moved on to another draft, or been removed, since its upload began. */
  function change(fileKey: string, to: Partial<DraftFile>): void {
    for (const [key, files] of shown) {
      if (files.some((file) => file.key === fileKey))
        put(
          key,
          files.map((file) => (file.key === fileKey ? { ...file, ...to } : file)),
        );
    }
  }

  function begin(fileKey: string, file: File): void {
    const aborter = new AbortController();
    sources.set(fileKey, { file, aborter });
    const { signal } = aborter;
    upload(file, {
      progress: (progress) => change(fileKey, { progress }),
      sent: () => change(fileKey, { phase: "checking", progress: 1 }),
      signal,
    }).then(
      (attachment) => {
        sources.delete(fileKey);
        if (signal.aborted) release(attachment.id);
        else change(fileKey, { phase: "ready", attachment, name: attachment.name, size: attachment.size });
      },
      (error: KnownError) => {
        if (!signal.aborted) change(fileKey, { phase: "failed", error });
      },
    );
  }

  function forget(file: DraftFile): void {
    sources.get(file.key)?.aborter.abort();
    sources.delete(file.key);
    if (file.preview !== null) preview?.drop(file.preview);
  }

  return {
    read,

    /** Begins to upload as many as there is room for. Returns how many there was none for. */
    add(key: string, files: readonly { file: File; error: KnownError | null }[]): number {
      const room = Math.max(0, maxAttachments - read(key).length);
      const added = files.slice(0, room).map(
        ({ file, error }): DraftFile => ({
          key: randomUuid(),
          name: file.name,
          contentType: file.type,
          size: file.size,
          phase: error === null ? "uploading" : "failed",
          progress: 0,
          attachment: null,
          error,
          preview: error === null && file.type.startsWith("image/") ? (preview?.make(file) ?? null) : null,
          isFresh: true,
          isRestored: false,
        }),
      );
      put(key, [...read(key), ...added]);
      for (const [index, { key: fileKey, error }] of added.entries()) {
        const file = files[index]?.file;
        if (error === null && file !== undefined) begin(fileKey, file);
      }
      return files.length - added.length;
    },

    retry(fileKey: string): void {
      const source = sources.get(fileKey);
      if (source === undefined) return;
      change(fileKey, { phase: "uploading", progress: 0, error: null });
      begin(fileKey, source.file);
    },

    /** True where there is something to try again with: after a reload there is not. */
    canRetry: (fileKey: string): boolean => sources.has(fileKey),

    /** Cancels an upload, or takes a file out of the draft. */
    remove(key: string, fileKey: string): void {
      const files = read(key);
      const file = files.find((candidate) => candidate.key === fileKey);
      if (file === undefined) return;
      forget(file);
      if (file.isFresh && file.attachment !== null) release(file.attachment.id);
      put(
        key,
        files.filter((candidate) => candidate !== file),
      );
    },

    /** Sets a draft to files that a message has, to be edited; none empties it. */
    write(key: string, attachments: readonly Attachment[]): void {
      for (const file of read(key)) forget(file);
      put(
        key,
        attachments.map((attachment) => readyFile(attachment, false)),
      );
    },

    /** What the server knows of files that were kept over a reload. */
    confirm(key: string, found: readonly { id: string; error: KnownError | null }[]): void {
      const errors = new Map(found.map(({ id, error }) => [id, error]));
      put(
        key,
        read(key).map((file) => {
          const error = file.attachment === null ? null : (errors.get(file.attachment.id) ?? null);
          if (error === null) return { ...file, isRestored: false };
          return { ...file, phase: "failed", error, isFresh: false, isRestored: false };
        }),
      );
    },

    /** Empties the draft for sending; what is ready stays on the shelf until `settle` or `giveBack`. */
    take(key: string): Attachment[] {
      const files = read(key).filter(({ phase }) => phase === "ready");
      taken.set(key, files);
      put(
        key,
        read(key).filter(({ phase }) => phase !== "ready"),
      );
      return files.flatMap(({ attachment }) => attachment ?? []);
    },

    /** The server has the message. What was added since moves to `toKey`, the conversation that began. */
    settle(key: string, toKey: string = key): void {
      for (const file of taken.get(key) ?? []) if (file.preview !== null) preview?.drop(file.preview);
      const since = read(key);
      taken.delete(key);
      put(key, toKey === key ? since : NONE);
      if (toKey !== key && since.length > 0) put(toKey, since);
    },

    /** The message was refused: its files come back before those that were added since. */
    giveBack(key: string): void {
      const files = [...(taken.get(key) ?? []), ...read(key)];
      taken.delete(key);
      put(key, files);
    },

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readyFile(attachment: Attachment, isFresh: boolean): DraftFile {
  const { name, contentType, size } = attachment;
  return {
    key: randomUuid(),
    name,
    contentType,
    size,
    phase: "ready",
    progress: 1,
    attachment,
    error: null,
    preview: null,
    isFresh,
    isRestored: false,
  };
}

function shelfKey(key: string): string {
  return `files:${key}`;
}

/** What is on the shelf was put there by us; whatever else stands there counts as nothing. */
function restore(text: string): readonly DraftFile[] {
  if (text === "") return NONE;
  try {
    const rows: unknown = JSON.parse(text);
    if (!Array.isArray(rows)) return NONE;
    const files = rows.flatMap((row) =>
      isKept(row) ? [{ ...readyFile(row.attachment, row.isFresh), isRestored: true }] : [],
    );
    return files.length === 0 ? NONE : files;
  } catch {
    return NONE;
  }
}

function isKept(row: unknown): row is { attachment: Attachment; isFresh: boolean } {
  if (typeof row !== "object" || row === null || !("attachment" in row) || !("isFresh" in row)) return false;
  const { attachment, isFresh } = row;
  if (typeof attachment !== "object" || attachment === null || typeof isFresh !== "boolean") return false;
  const has = (key: string, type: string) => typeof Reflect.get(attachment, key) === type;
  return has("id", "string") && has("kind", "string") && has("name", "string") && has("size", "number");
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
