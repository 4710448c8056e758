"use client";

import { type ReactNode, useEffect, useState } from "react";
import { api } from "~/trpc/react";
import { createAnswerStore } from "../hooks/answer-store";
import { Chat, type ChatContext } from "../hooks/chat-context";
import { createDraftStore, draftKey } from "../hooks/draft-store";
import { createFileDrafts } from "../hooks/file-drafts";
import { useChatEvents } from "../hooks/use-chat-events";

/**
 * Holds what outlives a change of conversation: the answers that are followed, and the drafts. Tells the
 * caches when an answer was taken or ended, here or elsewhere.
 */
export function ChatProvider({
  children,
  ...viewer
}: Omit<ChatContext, "answers" | "drafts" | "files"> & { children: ReactNode }) {
  const utils = api.useUtils();
  const { org, user } = viewer;
  const [kept] = useState(() => {
    const drafts = createDraftStore(browserShelf());
    const remove = (fileId: string) => utils.client.files.removeAttachment.mutate({ fileId });
    const files = createFileDrafts({
      shelf: browserShelf(),
      // What uploads is fetched with the first file.
      upload: async (...upload) => {
        const { uploadAttachment } = await import("../hooks/upload-attachment");
        return uploadAttachment({
          start: (file) => utils.client.files.startAttachment.mutate(file),
          finish: (fileId) => utils.client.files.finishAttachment.mutate({ fileId }),
          read: (fileId) => utils.client.chat.readAttachments.mutate({ fileIds: [fileId] }),
          remove,
        })(...upload);
      },
      release: (fileId) => void remove(fileId).catch(() => undefined),
      preview: { make: (file) => URL.createObjectURL(file), drop: (address) => URL.revokeObjectURL(address) },
    });
    const giveBack = (draft: string) => {
      drafts.giveBack(draft);
      files.giveBack(draft);
    };
    const answers = createAnswerStore({
      orgSlug: org.slug,
      events: {
        accepted({ draft, conversationId, input }) {
          if (draft !== null) {
            const next = draftKey({ userId: user.id, orgId: org.id, conversationId });
            drafts.settle(draft, next);
            files.settle(draft, next);
          }
          if (input?.intent === "send" && input.parentId === null) showAddress(org.slug, conversationId);
          void utils.chat.list.invalidate();
        },
        refused({ draft, conversationId, input }, error) {
          if (draft !== null) giveBack(draft);
          if (input === null || error.code === "answer_in_progress") void utils.chat.get.invalidate({ conversationId });
        },
        withdrawn({ draft }) {
          if (draft !== null) giveBack(draft);
        },
        ended({ conversationId }) {
          void utils.chat.get.invalidate({ conversationId });
          void utils.chat.list.invalidate();
        },
      },
    });
    return { answers, drafts, files };
  });
  useEffect(() => () => kept.answers.close(), [kept]);
  useChatEvents(`${org.slug}:${user.id}`);
  return <Chat value={{ ...viewer, ...kept }}>{children}</Chat>;
}

/** The new conversation gets its address; the page stays as it is, the answer goes on. */
function showAddress(orgSlug: string, conversationId: string): void {
  const base = `/o/${orgSlug}/chat`;
  if (window.location.pathname.replace(/\/$/, "") === base) {
    window.history.replaceState(null, "", `${base}/${conversationId}`);
  }
}

function browserShelf(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
}
