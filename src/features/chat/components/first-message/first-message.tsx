"use client";

import { useEffect } from "react";
import { useChat } from "../../hooks/chat-context";
import { draftKey } from "../../hooks/draft-store";
import { useFollowedAnswers, useRefusal } from "../../hooks/use-answers";
import { useModelChoice } from "../../hooks/use-model-choice";
import { type InitialThread, useThread } from "../../hooks/use-thread";
import { Composer } from "../composer/composer";
import { ViewerNotice } from "../composer/viewer-notice";
import { ExplainedReceipt } from "../receipt/explained-receipt";
import { Announcer } from "../thread/announcer";
import { Column } from "../thread/column";
import { MessageList } from "../thread/message-list";
import { ThreadFailure } from "../thread/thread-failure";
import { RefusalNotice } from "../wall/refusal-notice";
import { endedAnswerOf } from "./ended-answer";

type Props = {
  /** Of the conversation that it is: of a new one before it exists. */
  conversationId: string;
  /** The conversation as it was when the page was loaded; null for a new one. */
  initial: InitialThread | null;
  /** What stands in an empty composer. */
  proposal: string;
  /** Told once an answer is complete, with the server's word for it. */
  onAnswered: () => void;
};

/** One message through the whole chat: composer, gate, stream and charge; and once it is answered, its receipt explained. */
export function FirstMessage({ conversationId, initial, proposal, onAnswered }: Props) {
  const { may } = useChat();
  const isBegun = useFollowedAnswers(conversationId).some((answer) => answer.isAccepted);
  const thread = useThread(conversationId, initial === null && !isBegun, initial);
  const pick = useModelChoice(thread.conversation?.modelId ?? null, thread.modelNames);
  const refusal = useRefusal(conversationId);
  const answered = endedAnswerOf(thread.path.map(({ message }) => message));
  useProposal(answered === null ? proposal : null);

  useEffect(() => {
    if (answered !== null) onAnswered();
  }, [answered, onAnswered]);

  if (thread.hasFailed) return <ThreadFailure thread={thread} />;
  return (
    <>
      {thread.path.length > 0 ? (
        <MessageList
          conversationId={conversationId}
          // Of a longer conversation, what was asked and answered last.
          thread={{ ...thread, path: thread.path.slice(-2) }}
          pick={pick}
        />
      ) : null}
      {refusal ? (
        <RefusalNotice
          conversationId={conversationId}
          refusal={refusal}
          modelName={pick.nameOf(refusal.input.modelId)}
        />
      ) : null}
      {answered !== null ? (
        <Column className="pb-2">
          <ExplainedReceipt messageId={answered} />
        </Column>
      ) : null}
      {may.write && answered === null ? (
        <Composer conversationId={conversationId} isNew thread={thread} pick={pick} isWalled={refusal !== null} />
      ) : null}
      {may.write ? null : <ViewerNotice />}
      <Announcer conversationId={conversationId} nameOf={pick.nameOf} />
    </>
  );
}

/** Puts the text into the empty draft of a new conversation, and takes it out again where nobody changed or sent it. */
function useProposal(text: string | null): void {
  const { drafts, user, org, may } = useChat();
  const key = draftKey({ userId: user.id, orgId: org.id, conversationId: null });
  useEffect(() => {
    if (text === null || !may.write || drafts.read(key).trim() !== "") return;
    drafts.write(key, text);
    return () => {
      if (drafts.read(key) === text) drafts.write(key, "");
    };
  }, [drafts, key, text, may.write]);
}
