"use client";

import { useEffect, useRef, useState } from "react";
import { noConnection } from "~/lib/client-error";
import type { FileView } from "../files.schema";
import type { OneUpload, Upload, UploadSteps } from "../one-upload";

/** What the server does about a picture of one purpose; `finish` shows it from then on. */
export type PictureSteps = Omit<UploadSteps, "send">;

/**
 * One picture on its way. What sends it is loaded when there is something to send.
 * @param shown address of the picture that stands there now; the chosen one covers it until the new one has come.
 */
export function usePicture(steps: PictureSteps, shown: string | null, onSet: (file: FileView) => void) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const running = useRef<OneUpload | null>(null);
  const chosen = useRef<File | null>(null);

  function stop(): void {
    running.current?.stop();
    running.current = null;
    setUpload(null);
  }

  async function choose(file: File): Promise<void> {
    stop();
    chosen.current = file;
    const load = Promise.all([import("../one-upload"), import("../send-file"), import("../preview-of")]);
    const parts = await load.catch(() => null);
    if (parts === null) return setUpload({ progress: 0, state: "failed", error: noConnection });
    const [{ OneUpload: Runner }, { sendFile }, { previewOf }] = parts;
    const made = new Runner({ ...steps, send: sendFile }, (now) => {
      setUpload(now);
      if (now.state === "failed") setPreview(null);
      if (now.file === undefined) return;
      stop();
      onSet(now.file);
    });
    running.current = made;
    void previewOf(file).then((address) => {
      if (running.current === made) setPreview(address);
    });
    await made.run(file);
  }

  // A page that is left sends nothing more.
  useEffect(() => () => running.current?.stop(), []);
  useEffect(() => {
    if (shown === null) return setPreview(null);
    const image = new Image();
    const uncover = () => {
      if (running.current === null) setPreview(null);
    };
    image.onload = uncover;
    image.onerror = uncover;
    image.src = shown;
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [shown]);

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
      if (chosen.current) void choose(chosen.current);
    },
  };
}
