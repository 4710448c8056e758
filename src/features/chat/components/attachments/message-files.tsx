"use client";

import { useTranslations } from "next-intl";
import type { Attachment } from "../../attachments";
import { MessageFile } from "./message-file";
import { MessagePicture } from "./message-picture";
import { MessageRecording } from "./message-recording";

/** The files of a message that was sent: pictures to look at, recordings to play, the others to save. */
export default function MessageFiles({ files }: { files: readonly Attachment[] }) {
  const t = useTranslations("chat.attachments");
  return (
    <ul aria-label={t("list")} className="mt-1 mb-2 flex flex-wrap items-start gap-2">
      {files.map((file) => (
        <li key={file.id} className="min-w-0 max-w-full">
          {file.kind === "image" ? <MessagePicture file={file} /> : null}
          {file.kind === "audio" ? <MessageRecording file={file} /> : null}
          {file.kind === "pdf" || file.kind === "text" ? <MessageFile file={file} /> : null}
        </li>
      ))}
    </ul>
  );
}
