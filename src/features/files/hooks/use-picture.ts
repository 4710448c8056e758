"use client";

import { useEffect, useRef, useState } from "react";
import type { FilePurpose } from "../file-limits";
import type { FileView } from "../files.schema";
import type { Upload, UploadQueue, UploadSteps } from "../upload-queue";

/** What the server does about a picture of one purpose. */
export type PictureSteps = {
  purpose: FilePurpose;
  start: UploadSteps["start"];
  /** Takes the picture in and shows it from now on. */
  set(fileId: string): Promise<FileView>;
};

/** One picture on its way. What sends it is loaded when there is something to send. */
export function usePicture(steps: PictureSteps, onSet: (file: FileView) => void) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const queue = useRef<UploadQueue | null>(null);
  const stop = () => {
    // Nothing that it still says is listened to.
    const stopped = queue.current;
    queue.current = null;
    stopped?.stop();
    setUpload(null);
    setPreview(null);
  };
  // A page that is left sends nothing more.
  useEffect(() => () => queue.current?.stop(), []);
  useEffect(() => () => (preview ? URL.revokeObjectURL(preview) : undefined), [preview]);

  return {
    upload,
    /** Address of the chosen picture as long as it is not taken in. */
    preview,
    async choose(file: File): Promise<void> {
      queue.current?.stop();
      const [{ UploadQueue: Queue }, { sendFile }] = await Promise.all([
        import("../upload-queue"),
        import("../send-file"),
      ]);
      const { purpose, start, set } = steps;
      const made = new Queue({ purpose, start, finish: set, send: sendFile });
      queue.current = made;
      setPreview(URL.createObjectURL(file));
      made.subscribe(() => {
        if (queue.current !== made) return;
        const [now = null] = made.uploads;
        setUpload(now);
        if (now?.state === "failed") setPreview(null);
        if (now?.state !== "ready" || now.file === undefined) return;
        stop();
        onSet(now.file);
      });
      made.add([file]);
    },
    cancel: stop,
    retry(): void {
      if (upload) queue.current?.retry(upload.id);
    },
  };
}
