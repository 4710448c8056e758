"use client";

import { PenLine } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { memo, useState } from "react";
import { Avatar } from "~/components/ui/avatar";
import { Button } from "~/components/ui/button";
import { CopyButton } from "~/components/ui/copy-button";
import { Tooltip } from "~/components/ui/tooltip";
import type { MessageView } from "../../chat.schema";
import { textOf } from "../../hooks/answer-view";
import type { PathStep } from "../../hooks/branches";
import { useChat } from "../../hooks/chat-context";
import { useDraft } from "../../hooks/use-draft";
import { BranchSwitch } from "./branch-switch";
import { EditQuestion } from "./edit-question";
import { MessageFrame } from "./message-frame";

// Fetched with the first message that has files.
const MessageFiles = dynamic(() => import("../attachments/message-files"), { ssr: false });

/** What the person asked; edited in place, which makes a branch. */
export const Question = memo(function Question(props: {
  step: PathStep<MessageView>;
  onSelect: (messageId: string) => void;
  /** Null while it cannot be edited: an answer is being written, or the role only reads. */
  onEdit: ((text: string, draft: string) => void) | null;
}) {
  const t = useTranslations("chat.thread");
  const { user, files } = useChat();
  const { message, siblings, index } = props.step;
  const draft = useDraft(`edit:${message.id}`);
  const text = textOf(message.parts);
  const { onEdit } = props;
  const [isOpen, setOpen] = useState(false);
  // A draft opens the field by itself: after a reload, or when an edited message was refused.
  const isEditing = onEdit !== null && (isOpen || draft.text !== "");

  function open(): void {
    draft.write(text);
    files.write(draft.key, message.attachments);
    setOpen(true);
  }

  return (
    <MessageFrame
      figure={<Avatar name={user.name} src={user.picture} />}
      name={user.name.split(" ")[0] || t("you")}
      tools={
        isEditing ? null : (
          <span className="flex items-center text-muted-foreground opacity-0 transition-opacity duration-[120ms] group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
            <Tooltip content={t("copyQuestion")}>
              <CopyButton text={text} aria-label={t("copyQuestion")} />
            </Tooltip>
            {onEdit ? (
              <Tooltip content={t("edit")}>
                <Button variant="ghost" size="icon-sm" aria-label={t("edit")} onClick={open}>
                  <PenLine aria-hidden className="size-3.5" />
                </Button>
              </Tooltip>
            ) : null}
          </span>
        )
      }
    >
      {isEditing ? (
        <EditQuestion
          draft={draft}
          original={text}
          attachments={message.attachments}
          onSend={(edited) => {
            setOpen(false);
            onEdit(edited, draft.key);
          }}
          onCancel={() => {
            setOpen(false);
            draft.write("");
            files.write(draft.key, []);
          }}
        />
      ) : (
        <>
          {message.attachments.length > 0 ? <MessageFiles files={message.attachments} /> : null}
          {text === "" ? null : <p className="whitespace-pre-wrap text-lg [overflow-wrap:anywhere]">{text}</p>}
        </>
      )}
      {siblings.length > 1 && !isEditing ? (
        <div className="-ml-1.5 mt-1 flex">
          <BranchSwitch siblings={siblings} index={index} onSelect={props.onSelect} />
        </div>
      ) : null}
    </MessageFrame>
  );
});
