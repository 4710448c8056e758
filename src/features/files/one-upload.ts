import type { UploadTarget } from "~/adapters/files/files.port";
import type { FilePurpose } from "./file-limits";
import type { FileView } from "./files.schema";
import { judgeFile } from "./judge-file";

/** A file on its way, as a page shows it. */
export type Upload = {
  /** Share of the bytes that were sent, from 0 to 1. */
  progress: number;
  state: "sending" | "checking" | "ready" | "failed";
  /** What the server made of it, when ready. */
  file?: FileView;
  /** Why it failed; for `useFileErrorText`. */
  error?: unknown;
};

export type UploadSteps = {
  purpose: FilePurpose;
  start(file: {
    fileName: string;
    contentType: string;
    size: number;
  }): Promise<{ fileId: string; target: UploadTarget }>;
  send(
    target: UploadTarget,
    file: File,
    options: { onProgress: (share: number) => void; signal: AbortSignal },
  ): Promise<void>;
  finish(fileId: string): Promise<FileView>;
};

/** Judges a file, announces it, sends it and has it looked at, and tells every change. Knows no framework. */
export class OneUpload {
  readonly #steps: UploadSteps;
  readonly #onChange: (upload: Upload) => void;
  #running: AbortController | null = null;

  constructor(steps: UploadSteps, onChange: (upload: Upload) => void) {
    this.#steps = steps;
    this.#onChange = onChange;
  }

  /** Begins, or begins anew. What can be told to be refused is not sent at all. */
  async run(file: File): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    const tell = (upload: Upload) => {
      if (!running.signal.aborted) this.#onChange(upload);
    };
    tell({ state: "sending", progress: 0 });
    try {
      const described = { fileName: file.name, contentType: file.type, size: file.size };
      judgeFile(this.#steps.purpose, described);
      const { fileId, target } = await this.#steps.start(described);
      running.signal.throwIfAborted();
      await this.#steps.send(target, file, {
        onProgress: (progress) => tell({ state: "sending", progress }),
        signal: running.signal,
      });
      tell({ state: "checking", progress: 1 });
      tell({ state: "ready", progress: 1, file: await this.#steps.finish(fileId) });
    } catch (error) {
      tell({ state: "failed", progress: 0, error });
    }
  }

  /** Ends it where it is; nothing more is told of it. What the server has of it is swept. */
  stop(): void {
    this.#running?.abort();
  }
}
