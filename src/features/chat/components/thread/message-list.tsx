"use client";

import { useChat } from "../../hooks/chat-context";
import type { ModelPick } from "../../hooks/use-model-choice";
import { useSend } from "../../hooks/use-send";
import type { Thread } from "../../hooks/use-thread";
import { Answer } from "./answer";
import { Column } from "./column";
import { Question } from "./question";

/** The branch on screen, from the first message down. */
export function MessageList(props: { conversationId: string; thread: Thread; pick: ModelPick }) {
  const { thread, pick } = props;
  const { may } = useChat();
  const { send, regenerate } = useSend(props.conversationId);
  const isFree = may.write && thread.runningId === null;
  const modelId = pick.model?.id;
  const last = thread.path.at(-1)?.message.id;

  return (
    <Column className="gap-4 py-4 md:gap-[22px] md:py-6">
      {thread.path.map((step) => {
        const { message } = step;
        if (message.role === "user") {
          return (
            <Question
              key={message.id}
              step={step}
              onSelect={thread.selectBranch}
              onEdit={
                isFree && modelId
                  ? (text, draft) => send({ intent: "edit", parentId: message.parentId, text, modelId, draft })
                  : null
              }
            />
          );
        }
        const questionId = message.parentId;
        return (
          <Answer
            key={message.id}
            step={step}
            conversationId={props.conversationId}
            modelName={pick.nameOf(message.modelId)}
            providerName={pick.providerOf(message.modelId)}
            isLast={message.id === last}
            onSelect={thread.selectBranch}
            onRegenerate={isFree && modelId && questionId ? () => regenerate(questionId, modelId) : null}
            onContinue={
              isFree && modelId
                ? (text, draft) => send({ intent: "send", parentId: message.id, text, modelId, draft })
                : null
            }
          />
        );
      })}
    </Column>
  );
}
