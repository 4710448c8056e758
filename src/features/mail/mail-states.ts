// What screens and schemas share. Apart from the schemas, so that a page does not load their library.

export const mailStates = [
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "suppressed",
] as const;
export type MailState = (typeof mailStates)[number];

/** In characters. */
export const mailSearchLength = 100;

/** Somebody may have these sent again: whatever became of them, they did not arrive. */
export const undelivered = ["failed", "suppressed", "bounced"] as const satisfies readonly MailState[];

export function maySendAgain(state: MailState): boolean {
  return undelivered.some((one) => one === state);
}
