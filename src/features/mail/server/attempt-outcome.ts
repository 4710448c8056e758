import { createHash } from "node:crypto";
import { MailError, type MailPort } from "~/adapters/mail/mail.port";
import { patienceMs, pauseAfter } from "../mail-backoff";
import type { MailState } from "../mail-states";
import type { ClaimedMail } from "./outgoing.repository";

export type AttemptOutcome = {
  state: MailState;
  error: string | null;
  nextAttemptAt: Date | null;
  unknownSince: Date | null;
  /** What was handed over in one call must go the same way again, as long as nobody knows whether it arrived. */
  keepsBatch: boolean;
};

/** What keeps a mail from being sent at all; null where nothing does. */
export function refusalOf(mail: ClaimedMail, port: MailPort, now: Date): AttemptOutcome | null {
  if (mail.unknownSince !== null && now.getTime() - mail.unknownSince.getTime() >= port.remembersKeysMs) {
    return ended("failed", "it is not known whether an earlier attempt arrived; it is not repeated by itself", mail);
  }
  if (mail.isSuppressed && mail.unknownSince === null)
    return ended("suppressed", "the address is not written to", mail);
  if (mail.useBefore !== null && mail.useBefore <= now) return ended("failed", "its link has expired", mail);
  return null;
}

/** What a failed attempt makes of the mail. */
export function failureOf(thrown: unknown, mail: ClaimedMail, port: MailPort, now: Date): AttemptOutcome {
  const error =
    thrown instanceof MailError ? thrown : new MailError("unknown", thrown instanceof Error ? thrown.name : "fault");
  const words = error.message.slice(0, 500);
  if (error.kind === "never") return ended(error.isAddressDead ? "bounced" : "failed", words, mail);
  const unknownSince = error.kind === "unknown" ? (mail.unknownSince ?? now) : mail.unknownSince;
  if (error.kind === "unknown" && port.remembersKeysMs === 0) {
    return { ...ended("failed", `${words}; it is not known whether it arrived`, mail), unknownSince };
  }
  if (now.getTime() - mail.createdAt.getTime() > patienceMs) return ended("failed", `given up: ${words}`, mail);
  const pause = pauseAfter(mail.attempts, spreadOf(mail.id), error.retryAfterSeconds);
  return {
    state: "queued",
    error: words,
    nextAttemptAt: new Date(now.getTime() + pause),
    unknownSince,
    keepsBatch: unknownSince !== null,
  };
}

function ended(state: MailState, error: string, { unknownSince }: ClaimedMail): AttemptOutcome {
  return { state, error, nextAttemptAt: null, unknownSince, keepsBatch: false };
}

/** From 0 to 1, always the same for one mail. */
function spreadOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt16BE(0) / 65_535;
}
