import { titleWanted } from "~/features/chat/chat.events";
import { tidyJournals } from "~/features/chat/server/recover-answers.job";
import { keepFirstWords, makeTitle } from "~/features/chat/server/titles.job";
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
