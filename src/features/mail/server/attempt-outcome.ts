import { createHash } from "node:crypto";
import { MailError, type MailPort } from "~/adapters/mail/mail.port";
import { problemOf } from "~/server/problem-of";
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
  if (mail.isSuppressed) {
    return mail.unknownSince === null
      ? ended("suppressed", "the address is not written to", mail)
      : ended("failed", "it is not known whether an earlier attempt arrived, and the address is not written to", mail);
  }
  if (mail.useBefore !== null && mail.useBefore <= now) return ended("failed", "its link has expired", mail);
  return null;
}

/**
 * What a failed attempt makes of the mail. A key that was used is this mail's where an earlier attempt may have been
 * taken: what is sent under a key always holds every mail that is sent under it later.
 */
export function failureOf(thrown: unknown, mail: ClaimedMail, port: MailPort, now: Date): AttemptOutcome {
  const error =
    thrown instanceof MailError ? thrown : new MailError("unknown", thrown instanceof Error ? thrown.name : "fault");
  const words = problemOf(error, 500);
  if (error.kind === "key_used" && mail.unknownSince !== null) return taken(port);
  if (error.kind === "never" || error.kind === "key_used")
    return ended(error.isAddressDead ? "bounced" : "failed", words, mail);
  const unknownSince = error.kind === "unknown" ? (mail.unknownSince ?? now) : mail.unknownSince;
  if (error.kind === "unknown" && port.remembersKeysMs === 0) {
    return { ...ended("failed", `${words}; it is not known whether it arrived`, mail), unknownSince };
  }
  if (now.getTime() - mail.createdAt.getTime() > patienceMs) return ended("failed", `given up: ${words}`, mail);
  const pause = pauseAfter(mail.attempts, spreadOf(mail.batchKey ?? mail.id), error.retryAfterSeconds);
  return {
    state: "queued",
    error: words,
    nextAttemptAt: new Date(now.getTime() + pause),
    unknownSince,
    keepsBatch: unknownSince !== null,
  };
}

/** A mailbox has no way to go: what it takes is there. */
export function taken(port: MailPort): AttemptOutcome {
  const state = port.adapter === "mailbox" ? "delivered" : "sent";
  return { state, error: null, nextAttemptAt: null, unknownSince: null, keepsBatch: false };
}

function ended(state: MailState, error: string, { unknownSince }: ClaimedMail): AttemptOutcome {
  return { state, error, nextAttemptAt: null, unknownSince, keepsBatch: false };
}

/** From 0 to 1, always the same for one mail, and for all of a batch: apart they would not go together again. */
function spreadOf(name: string): number {
  return createHash("sha256").update(name).digest().readUInt16BE(0) / 65_535;
}
