import { titleWanted } from "~/features/chat/chat.events";
import { forgetMember } from "~/features/chat/server/forget-member.job";
import { tidyJournals } from "~/features/chat/server/recover-answers.job";
import { keepFirstWords, makeTitle } from "~/features/chat/server/titles.job";
import { memberRemoved } from "~/features/members/members.events";
import { onEvent } from "../on-event";
import { onSchedule } from "../on-schedule";

export const nameConversation = onEvent(
  {
    id: "chat-name-conversation",
    name: "Name a conversation",
    event: titleWanted,
    retries: 4,
    // Nobody waits for a name: it never crowds out answers.
    concurrency: { limit: 2 },
    onFailure: (backend, { payload }) => keepFirstWords(backend, payload.answerId),
  },
  (backend, { payload }) => makeTitle(backend, payload.answerId),
);

export const forgetJournals = onSchedule(
  { id: "chat-forget-journals", name: "Forget journals of stored answers", cron: "*/5 * * * *" },
  tidyJournals,
);

export const forgetConversations = onEvent(
  {
    id: "chat-forget-member",
    name: "Delete the conversations of a removed member",
    event: memberRemoved,
    retries: 6,
    concurrency: { limit: 1 },
  },
  async (backend, { orgId, payload }) => {
    if (orgId === null || payload.conversations === "keep") return 0;
    return forgetMember(backend, { orgId, userId: payload.userId, removedAt: new Date(payload.at) });
  },
);
