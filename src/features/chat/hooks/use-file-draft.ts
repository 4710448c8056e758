"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { api } from "~/trpc/react";
import { useChat } from "./chat-context";
import type { DraftFile } from "./file-drafts";
import { fileProblem } from "./file-problem";

const none: readonly DraftFile[] = [];

/** The files of a draft, by the key of its text, and what can be done with them. */
export function useFileDraft(key: string) {
  const { files: store } = useChat();
  const files = useSyncExternalStore(
    store.subscribe,
    () => store.read(key),
    () => none,
  );
  const attachments = useMemo(
    () => files.flatMap(({ phase, attachment }) => (phase === "ready" && attachment !== null ? [attachment] : [])),
    [files],
  );
  return {
    key,
    files,
    /** Those that would be sent now. */
    attachments,
    isBusy: files.some(({ phase }) => phase === "uploading" || phase === "checking"),
    hasFailed: files.some(({ phase }) => phase === "failed"),
    /** Returns how many there is no room for. */
    add: (added: readonly File[]): number =>
      store.add(
        key,
        added.map((file) => ({ file, error: fileProblem(file) })),
      ),
    remove: (fileKey: string) => store.remove(key, fileKey),
    retry: store.retry,
    canRetry: store.canRetry,
  };
}

export type FileDraft = ReturnType<typeof useFileDraft>;

/** Asks once whether files that were kept over a reload are still there. */
export function useConfirmedFiles({ key, files }: FileDraft): void {
  const { files: store } = useChat();
  const { mutate } = api.chat.readAttachments.useMutation();
  const ids = files.flatMap(({ isRestored, attachment }) => (isRestored && attachment ? attachment.id : [])).join(" ");
  useEffect(() => {
    if (ids === "") return;
    mutate(
      { fileIds: ids.split(" ") },
      {
        onSuccess: (found) => {
          const errors = found.map((file) => ({
            id: file.id,
            error: "error" in file ? { ...file.error, requestId: null, fields: {} } : null,
          }));
          store.confirm(key, errors);
        },
      },
    );
  }, [ids, key, mutate, store]);
}
