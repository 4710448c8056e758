"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { sendFile } from "../send-file";
import { type Upload, UploadQueue, type UploadSteps } from "../upload-queue";

const none: readonly Upload[] = [];

/**
 * Uploads of one part of a page: what is on its way, and what can be done with it. The steps of the first render count.
 * Leaving the page cancels what is under way.
 */
export function useUpload(steps: Omit<UploadSteps, "send">) {
  const [queue] = useState(() => new UploadQueue({ ...steps, send: sendFile }));
  const uploads = useSyncExternalStore(
    queue.subscribe,
    () => queue.uploads,
    () => none,
  );
  useEffect(() => () => queue.stop(), [queue]);
  return {
    uploads,
    add: (files: readonly File[]) => queue.add(files),
    cancel: (id: string) => queue.cancel(id),
    retry: (id: string) => queue.retry(id),
    remove: (id: string) => queue.remove(id),
    release: () => queue.release(),
  };
}
