import type { Backend } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import type { MailState } from "../mail-states";
import { type AttemptOutcome, failureOf, refusalOf, taken } from "./attempt-outcome";
import { applyDeliveries, lockProviderMail, suppressAddress, suppressReported } from "./deliveries.repository";
import { type ClaimedMail, claimMails, endAttempt } from "./outgoing.repository";
import { brandOf, renderOutgoing } from "./render-outgoing";

/**
 * Sends one mail, if its time has come and nobody else is at it. Harmless to call again: a mail that was taken
 * is not sent twice, and one that failed for a while is left to `sweepMail` at its time.
 * @returns what became of the mail; null where there was nothing to do.
 */
export async function deliverMail(backend: Backend, messageId: string, now = new Date()): Promise<MailState | null> {
  const claimed = await inPlatform(backend.database, async (db) => {
    const [mail] = await claimMails(db, [messageId], now);
    return mail === undefined ? null : { mail, brand: await brandOf(backend, db, mail.orgId) };
  });
  if (claimed === null) return null;
  const { mail, brand } = claimed;
  const port = backend.ports.mail;
  const refusal = refusalOf(mail, port, now);
  if (refusal !== null) return settle(backend, mail, refusal, null, now);
  const outgoing = await renderOutgoing(mail, brand).catch((error: unknown) => describe(error));
  // A mail that cannot be written will not be the next time either: it is kept and shown.
  if (typeof outgoing === "string") {
    return settle(backend, mail, { ...unreadable, error: outgoing, unknownSince: mail.unknownSince }, null, now);
  }
  const { outcome, providerId } = await port.send(outgoing).then(
    (answer) => ({ outcome: taken(port), providerId: answer.providerId }),
    (error: unknown) => ({ outcome: failureOf(error, mail, port, now), providerId: null }),
  );
  return settle(backend, mail, outcome, providerId, now);
}

const unreadable = { state: "failed" as const, nextAttemptAt: null, keepsBatch: false };

/** Writes down how an attempt ended, with whatever the provider reported before we knew its id. */
export async function settle(
  backend: Backend,
  mail: ClaimedMail,
  outcome: AttemptOutcome,
  providerId: string | null,
  now: Date,
): Promise<MailState> {
  const { adapter } = backend.ports.mail;
  await inPlatform(backend.database, async (db) => {
    if (providerId !== null) await lockProviderMail(db, providerId);
    // The mailbox is the only place where its links can be read; everywhere else they are on their way.
    const forgetsSecrets = outcome.state === "sent" && adapter !== "mailbox";
    const ours = await endAttempt(db, mail, { ...outcome, provider: adapter, providerId, forgetsSecrets, now });
    if (ours !== null && outcome.state === "bounced") await suppressBounced(db, mail, outcome, now);
    // A report may have told the id before the provider's answer did, or in its place.
    const known = ours?.providerId ?? null;
    if (known !== null) {
      await applyDeliveries(db, adapter, known);
      await suppressReported(db, adapter, known, "all", now);
    }
  });
  return outcome.state;
}

function suppressBounced(db: OrgDb, mail: ClaimedMail, { error }: AttemptOutcome, now: Date): Promise<void> {
  return suppressAddress(db, { address: mail.toAddress, detail: error ?? "", messageId: mail.id, now });
}

/** Names the fault without quoting the mail. */
function describe(error: unknown): string {
  return `cannot be written: ${error instanceof Error ? error.name : "fault"}`;
}
