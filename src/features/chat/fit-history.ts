import {
  type Attachment,
  bytesOfFile,
  type FileTokens,
  maxSentBytes,
  maxSentFiles,
  type Reader,
  tokensOfFile,
  wayOf,
} from "./attachments";

export type HistoryMessage = {
  role: "user" | "assistant";
  text: string;
  tokens: number;
  attachments?: readonly Attachment[];
  /** Of its attachments, those that the model is given. Set for messages that have any. */
  sent?: readonly Attachment[];
};

/** Tokens that a chat format adds around a message. */
export const tokensPerMessage = 4;

/**
 * The newest messages that fit, oldest first, beginning with a question; older ones are dropped. Empty when
 * not even the last one fits. Files go with their messages, newest first, until one does not fit: that one and all
 * older ones are left out, and their messages stay. The files of the question itself are never left out: what does
 * not fit with them does not fit.
 * @param newestFirst the branch from the question that is to be answered, up to the root.
 * @param model who reads the files; not needed where there are none.
 */
export function fitHistory(
  newestFirst: readonly HistoryMessage[],
  roomTokens: number,
  model: Reader = { id: "", takes: [] },
): { messages: HistoryMessage[]; dropped: number; leftOutFiles: number } {
  const kept: HistoryMessage[] = [];
  const load: Load = { tokens: 0, files: 0, bytes: 0, isFull: false };
  for (const message of newestFirst) {
    load.tokens += message.tokens + tokensPerMessage;
    if (load.tokens > roomTokens) break;
    const isQuestion = kept.length === 0;
    const fitted = message.attachments
      ? withFiles(message, message.attachments, load, roomTokens, model, isQuestion)
      : message;
    if (load.tokens > roomTokens) break;
    kept.push(fitted);
  }
  // A conversation that began with an answer would be told to the model as if it had spoken first.
  while (kept.at(-1)?.role === "assistant") kept.pop();
  return {
    messages: kept.reverse().filter(({ text, attachments }) => text !== "" || attachments !== undefined),
    dropped: newestFirst.length - kept.length,
    leftOutFiles: kept.reduce((sum, message) => sum + leftOut(message), 0),
  };
}

/** Most that the files of a branch come to in the next request, whatever the room. Newest first, the new message's own in front. */
export function filesOfBranch(model: Reader, newestFirst: readonly (readonly Attachment[])[]): FileTokens {
  const messages = newestFirst.map((attachments) => ({ role: "user" as const, text: "", tokens: 0, attachments }));
  const sum = { text: 0, media: 0 };
  for (const { attachments, sent } of fitHistory(messages, Number.POSITIVE_INFINITY, model).messages) {
    for (const file of attachments ?? []) {
      const { text, media } = tokensOfFile(sent?.includes(file) ? model : { id: model.id, takes: [] }, file);
      sum.text += text;
      sum.media += media;
    }
  }
  return sum;
}

type Load = { tokens: number; files: number; bytes: number; isFull: boolean };

function withFiles(
  message: HistoryMessage,
  attachments: readonly Attachment[],
  load: Load,
  roomTokens: number,
  model: Reader,
  isQuestion: boolean,
): HistoryMessage {
  const sent: Attachment[] = [];
  for (const file of attachments) {
    const { text, media } = tokensOfFile(model, file);
    const isSent = wayOf(model, file) !== null;
    const next = {
      tokens: load.tokens + text + media,
      files: load.files + 1,
      bytes: load.bytes + bytesOfFile(model, file),
    };
    const fits = next.tokens <= roomTokens && next.files <= maxSentFiles && next.bytes <= maxSentBytes;
    if (isSent && (isQuestion || (fits && !load.isFull))) {
      Object.assign(load, next);
      sent.push(file);
    } else {
      // Only its name is told.
      load.tokens += tokensOfFile({ id: model.id, takes: [] }, { ...file, textTokens: 0 }).text;
      if (isSent) load.isFull = true;
    }
  }
  return { ...message, sent };
}

/** Audio is left out of every request, which its own place says. */
function leftOut({ attachments = [], sent = [] }: HistoryMessage): number {
  return attachments.filter((file) => file.kind !== "audio" && !sent.includes(file)).length;
}
