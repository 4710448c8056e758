"use client";

import { useTranslations } from "next-intl";
import { type Attachment, notTaken } from "../../attachments";
import type { MessageView, ModelChoice } from "../../chat.schema";
import { estimateTokens, roomOf } from "../../cost-bound";
import { fitHistory, type HistoryMessage } from "../../fit-history";
import type { PathStep } from "../../hooks/branches";

/** What becomes of the files of earlier messages with the next one: sent again, or left out, and why. */
export default function EarlierFilesNotice(props: {
  path: readonly PathStep<MessageView>[];
  model: ModelChoice;
  text: string;
  files: readonly Attachment[];
}) {
  const t = useTranslations("chat.attachments");
  const { model, path } = props;
  const earlier = path.flatMap(({ message }) => message.attachments).filter(({ kind }) => kind !== "audio");
  if (earlier.length === 0) return null;
  const next: HistoryMessage = {
    role: "user",
    text: props.text,
    tokens: estimateTokens(props.text),
    attachments: props.files,
  };
  const { messages } = fitHistory([next, ...path.map(historyOf).reverse()], roomOf(model), model);
  const sent = messages.slice(0, -1).reduce((sum, message) => sum + (message.sent?.length ?? 0), 0);
  const notRead = notTaken(model, earlier).length;
  const noRoom = earlier.length - notRead - sent;
  return (
    <p className="px-3.5 pb-1.5 text-muted-foreground text-xs">
      {[
        sent > 0 ? t("sentAgain", { count: sent }) : "",
        notRead > 0 ? t("leaveOutModel", { count: notRead, model: model.name }) : "",
        noRoom > 0 ? t("leaveOutRoom", { count: noRoom }) : "",
      ]
        .filter((sentence) => sentence !== "")
        .join(" ")}
    </p>
  );
}

function historyOf({ message }: PathStep<MessageView>): HistoryMessage {
  const { role, tokens, attachments } = message;
  return { role, text: "-", tokens, ...(attachments.length > 0 && { attachments }) };
}
