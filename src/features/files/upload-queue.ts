import { randomUuid } from "~/lib/random-uuid";
import type { FilePurpose } from "./file-limits";
import type { FileView } from "./files.schema";
import { judgeFile } from "./judge-file";

/** One file on its way, as a page shows it. */
export type Upload = {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  contentType: string;
  /** Share of the bytes that were sent, from 0 to 1. */
  progress: number;
  state: "waiting" | "sending" | "checking" | "ready" | "failed" | "cancelled";
  /** What the server made of it, when ready. */
  file?: FileView;
  /** Why it failed; for `useFileErrorText`. */
  error?: unknown;
};

type Target = { method: string; url: string; headers: Record<string, string>; formField: string | null };

export type UploadSteps = {
  purpose: FilePurpose;
  start(file: { fileName: string; contentType: string; size: number }): Promise<{ fileId: string; target: Target }>;
  send(
    target: Target,
    file: File,
    options: { onProgress: (share: number) => void; signal: AbortSignal },
  ): Promise<void>;
  finish(fileId: string): Promise<FileView>;
  /** Deletes what was begun and is not wanted any more; what is left is swept. */
  discard?(fileId: string): Promise<unknown>;
};

const atOnce = 2;

/** Files that are sent one after the other, each of which can be cancelled and tried again. Knows no framework. */
export class UploadQueue {
  /** Replaced by another list at every change. */
  uploads: readonly Upload[] = [];
  readonly #steps: UploadSteps;
  readonly #files = new Map<string, File>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(steps: UploadSteps) {
    this.#steps = steps;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes files in; those that can be told to be refused are, without being sent. Returns their ids. */
  add(files: readonly File[]): string[] {
    const added = files.map((file) => {
      const upload: Upload = {
        id: randomUuid(),
        name: file.name,
        size: file.size,
        contentType: file.type,
        progress: 0,
        state: "waiting",
      };
      this.#files.set(upload.id, file);
      return upload;
    });
    this.#publish([...this.uploads, ...added]);
    this.#next();
    return added.map(({ id }) => id);
  }

  /** Stops one that is under way; it stays in the list and can be tried again. */
  cancel(id: string): void {
    this.#running.get(id)?.abort();
    this.#change(id, (upload) => (isOver(upload) ? upload : { ...upload, state: "cancelled", progress: 0 }));
  }

  retry(id: string): void {
    this.#change(id, ({ error: _error, ...upload }) =>
      upload.state === "failed" || upload.state === "cancelled" ? { ...upload, state: "waiting", progress: 0 } : upload,
    );
    this.#next();
  }

  /** Takes one out of the list; what the server has of it is deleted. */
  remove(id: string): void {
    this.cancel(id);
    const fileId = this.#find(id)?.file?.id;
    if (fileId !== undefined) this.#discard(fileId);
    this.#forget(new Set([id]));
  }

  /** Takes all out of the list whose files are somebody else's business now: nothing is deleted. */
  release(): void {
    this.#forget(new Set(this.uploads.filter(({ state }) => state === "ready").map(({ id }) => id)));
  }

  /** For a page that is left: stops what is under way. */
  stop(): void {
    for (const { id } of this.uploads) this.cancel(id);
  }

  #next(): void {
    for (const { id } of this.uploads
      .filter(({ state }) => state === "waiting")
      .slice(0, atOnce - this.#running.size)) {
      void this.#run(id);
    }
  }

  async #run(id: string): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return;
    const abort = new AbortController();
    this.#running.set(id, abort);
    this.#change(id, (upload) => ({ ...upload, state: "sending" }));
    let fileId: string | undefined;
    try {
      const described = { fileName: file.name, contentType: file.type, size: file.size };
      judgeFile(this.#steps.purpose, described);
      const begun = await this.#steps.start(described);
      fileId = begun.fileId;
      abort.signal.throwIfAborted();
      const onProgress = (progress: number) => this.#change(id, (upload) => ({ ...upload, progress }), abort);
      await this.#steps.send(begun.target, file, { onProgress, signal: abort.signal });
      this.#change(id, (upload) => ({ ...upload, state: "checking", progress: 1 }), abort);
      const view = await this.#steps.finish(fileId);
      abort.signal.throwIfAborted();
      this.#change(id, (upload) => ({ ...upload, state: "ready", file: view }));
    } catch (error) {
      if (!abort.signal.aborted) this.#change(id, (upload) => ({ ...upload, state: "failed", error }));
      else if (fileId !== undefined) this.#discard(fileId);
    } finally {
      if (this.#running.get(id) === abort) this.#running.delete(id);
      this.#next();
    }
  }

  #discard(fileId: string): void {
    // It may be gone, or unreachable: the sweep takes what stays.
    this.#steps.discard?.(fileId).catch(() => undefined);
  }

  #forget(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#files.delete(id);
    this.#publish(this.uploads.filter(({ id }) => !ids.has(id)));
  }

  #find(id: string): Upload | undefined {
    return this.uploads.find((upload) => upload.id === id);
  }

  /** @param during a run that may have been cancelled meanwhile, and then has nothing more to say. */
  #change(id: string, change: (upload: Upload) => Upload, during?: AbortController): void {
    if (during?.signal.aborted) return;
    const changed = this.uploads.map((upload) => (upload.id === id ? change(upload) : upload));
    if (changed.some((upload, index) => upload !== this.uploads[index])) this.#publish(changed);
  }

  #publish(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

function isOver({ state }: Upload): boolean {
  return state === "ready" || state === "failed" || state === "cancelled";
}
