"use client";

import { useEffect, useRef, useState } from "react";
import { noConnection } from "~/lib/client-error";
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

/**
 * One picture on its way. What sends it is loaded when there is something to send.
 * @param shown address of the picture that stands there now; the chosen one covers it until the new one has come.
 */
export function usePicture(steps: PictureSteps, shown: string | null, onSet: (file: FileView) => void) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const queue = useRef<UploadQueue | null>(null);
  const chosen = useRef<File | null>(null);
  const stop = () => {
    // Nothing that it still says is listened to.
    const stopped = queue.current;
    queue.current = null;
    stopped?.stop();
    setUpload(null);
  };
  // A page that is left sends nothing more.
  useEffect(() => () => queue.current?.stop(), []);
  useEffect(() => {
    if (shown === null) return setPreview(null);
    const image = new Image();
    const uncover = () => {
      if (queue.current === null) setPreview(null);
    };
    image.onload = uncover;
    image.onerror = uncover;
    image.src = shown;
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [shown]);

  async function choose(file: File): Promise<void> {
    queue.current?.stop();
    chosen.current = file;
    const load = Promise.all([import("../upload-queue"), import("../send-file"), import("../preview-of")]);
    const parts = await load.catch(() => null);
    if (parts === null) {
      const { name, size, type: contentType } = file;
      return setUpload({ id: "", name, size, contentType, progress: 0, state: "failed", error: noConnection });
    }
    const [{ UploadQueue: Queue }, { sendFile }, { previewOf }] = parts;
    const { purpose, start, set } = steps;
    const made = new Queue({ purpose, start, finish: set, send: sendFile });
    queue.current = made;
    void previewOf(file).then((address) => {
      if (queue.current === made) setPreview(address);
    });
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
  }

  return {
    upload,
    /** Address of the chosen picture as long as it stands in for the new one. */
    preview,
    choose,
    cancel(): void {
      stop();
      setPreview(null);
    },
    retry(): void {
      if (upload && queue.current) queue.current.retry(upload.id);
      else if (chosen.current) void choose(chosen.current);
    },
  };
}
