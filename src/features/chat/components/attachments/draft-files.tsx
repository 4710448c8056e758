"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { DraftFile } from "../../hooks/file-drafts";
import type { FileDraft } from "../../hooks/use-file-draft";
import { DraftChip } from "./draft-chip";
import { useFileWords } from "./use-file-words";

/** The files of a draft above its text. What becomes of them is said aloud. */
export default function DraftFiles({ draft, onEmptied }: { draft: FileDraft; onEmptied: () => void }) {
  const t = useTranslations("chat.attachments");
  const list = useRef<HTMLUListElement>(null);
  const said = useAnnouncement(draft.files);

  function remove(file: DraftFile): void {
    const at = draft.files.indexOf(file);
    draft.remove(file.key);
    // The focus goes to the neighbour, or back to the text.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>("[data-remove]");
      const next = buttons?.[Math.min(at, buttons.length - 1)];
      if (next) next.focus();
      else onEmptied();
    });
  }

  return (
    <>
      <ul
        ref={list}
        aria-label={t("list")}
        className="scrollbar-thin flex max-h-[38dvh] flex-wrap gap-1.5 overflow-y-auto px-2 pt-2"
      >
        {draft.files.map((file) => (
          <DraftChip
            key={file.key}
            file={file}
            onRemove={() => remove(file)}
            onRetry={
              file.phase === "failed" && isWorthAnother(file) && draft.canRetry(file.key)
                ? () => draft.retry(file.key)
                : null
            }
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** The same bytes are refused again for the same reason; how much is too much depends on what else is going on. */
function isWorthAnother({ error }: DraftFile): boolean {
  return (
    error === null ||
    error.details.reason === "too_complex" ||
    !["file_type", "file_too_large", "file_refused", "file_name", "attachment_unreadable"].includes(error.code)
  );
}

/** What changed last: a file that has arrived, or one that did not. */
function useAnnouncement(files: readonly DraftFile[]): string {
  const t = useTranslations("chat.attachments");
  const { problem } = useFileWords();
  const known = useRef(new Map<string, DraftFile["phase"]>());
  const [said, setSaid] = useState("");
  useEffect(() => {
    for (const file of files) {
      const before = known.current.get(file.key);
      known.current.set(file.key, file.phase);
      if (before === file.phase) continue;
      if (file.phase === "ready" && before !== undefined) setSaid(t("attached", { name: file.name }));
      if (file.phase === "failed" && file.error !== null)
        setSaid(t("notAttached", { name: file.name, reason: problem(file.error) }));
    }
  });
  return said;
}
