import { maxTextChars } from "../chat-limits";

/** What keeps a text from being sent, whatever the model; null when nothing does. */
export type TextProblem = { kind: "too_long"; over: number } | { kind: "control_characters" } | null;

export function problemOf(text: string): TextProblem {
  if (text.length > maxTextChars) return { kind: "too_long", over: text.length - maxTextChars };
  return UNSENDABLE.test(text) || !text.isWellFormed() ? { kind: "control_characters" } : null;
}

/** The text without what cannot be sent: invisible controls, and halves of characters. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replaceAll(new RegExp(UNSENDABLE, "gu"), "");
}

const UNSENDABLE = /[^\P{Cc}\t\n\r]/u;
