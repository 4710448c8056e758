"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { textOf } from "../../hooks/answer-view";
import { useChat } from "../../hooks/chat-context";
import { useFollowedAnswers } from "../../hooks/use-answers";
import { useCreditText } from "../../hooks/use-credit-text";

const MOST_CHARS = 1_500;

/** Tells screen readers of an answer once it is whole, never of each word. */
export function Announcer({ conversationId, nameOf }: { conversationId: string; nameOf: (modelId: string) => string }) {
  const t = useTranslations("chat.thread");
  const creditText = useCreditText();
  const { answers } = useChat();
  const followed = useFollowedAnswers(conversationId);
  const running = useRef(new Set<string>());
  const [text, setText] = useState("");

  useEffect(() => {
    for (const { answerId, answer, isOver } of followed) {
      if (!isOver) running.current.add(answerId);
      else if (running.current.delete(answerId)) {
        const state = answers.state(answerId);
        if (state?.outcome !== "complete") continue;
        const said = textOf(state.parts).slice(0, MOST_CHARS);
        setText(
          `${t("answered", { model: nameOf(answer?.modelId ?? ""), amount: creditText(state.chargedUcr ?? 0n) })} ${said}`,
        );
      }
    }
  }, [followed, answers, nameOf, creditText, t]);

  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
