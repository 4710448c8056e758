import { randomUUID } from "node:crypto";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { MailState } from "../mail-states";
import { failureOf, refusalOf, taken } from "./attempt-outcome";
import { deliverMail, settle } from "./deliver-mail.job";
import { type ClaimedMail, claimBatch, claimMails, findDueMails } from "./outgoing.repository";
import { brandOf, renderOutgoing } from "./render-outgoing";

const roundSize = 500;
/** A provider that refused so many in a row is away: the others keep their turn for the next round. */
const refusalsInARow = 3;

/**
 * Sends every mail whose time has come: those that failed for a while, those whose sender died, and those
 * whose event never arrived. Together where the provider takes many at once. Meant for once a minute.
 * @returns how many mails were tried.
 */
export async function sweepMail(backend: Backend, now = new Date()): Promise<{ tried: number }> {
  const due = await inPlatform(backend.database, (db) => findDueMails(db, now, roundSize));
  let [tried, refused] = [0, 0];
  for (const group of groupsOf(due, backend.ports.mail.batchSize)) {
    const states = group.ids.length > 1 || group.batchKey !== null ? await deliverBatch(backend, group, now) : null;
    const outcome = states ?? [await deliverMail(backend, group.ids[0] ?? "", now)];
    tried += outcome.filter((state) => state !== null).length;
    refused = outcome.length > 0 && outcome.every((state) => state === "queued") ? refused + 1 : 0;
    if (refused >= refusalsInARow) break;
  }
  return { tried };
}

type Due = Awaited<ReturnType<typeof findDueMails>>[number];
type Group = { ids: string[]; batchKey: string | null };

/** New mails go in batches, mails of an unclear batch as that batch, all others one by one. */
function groupsOf(due: readonly Due[], batchSize: number): Group[] {
  const groups: Group[] = [];
  const known = new Set<string>();
  const fresh: string[] = [];
  for (const { id, attempts, batchKey } of due) {
    if (batchKey !== null) {
      if (!known.has(batchKey)) groups.push({ ids: [id], batchKey });
      known.add(batchKey);
    } else if (attempts === 0) fresh.push(id);
    else groups.push({ ids: [id], batchKey: null });
  }
  for (let start = 0; start < fresh.length; start += batchSize) {
    groups.push({ ids: fresh.slice(start, start + batchSize), batchKey: null });
  }
  return groups;
}

async function deliverBatch(backend: Backend, group: Group, now: Date): Promise<(MailState | null)[]> {
  const port = backend.ports.mail;
  if (port.sendBatch === undefined) return inTurn(group.ids, (id) => deliverMail(backend, id, now));
  const claimed = await inPlatform(backend.database, async (db) => {
    const mails =
      group.batchKey === null
        ? await claimMails(db, group.ids, now, `batch-${randomUUID()}`)
        : await claimBatch(db, group.batchKey, now);
    return inTurn(mails.sort(byId), async (mail) => ({ mail, brand: await brandOf(backend, db, mail.orgId) }));
  });
  const states: MailState[] = [];
  const ready: { mail: ClaimedMail; outgoing: Awaited<ReturnType<typeof renderOutgoing>> }[] = [];
  for (const { mail, brand } of claimed) {
    const refusal = refusalOf(mail, port, now);
    if (refusal !== null) states.push(await settle(backend, mail, refusal, null, now));
    else {
      const outgoing = await renderOutgoing(mail, brand).catch(() => null);
      if (outgoing === null) states.push(await settle(backend, mail, unreadable(mail), null, now));
      else ready.push({ mail, outgoing });
    }
  }
  const [first] = ready;
  if (first === undefined) return states;
  const outgoing = ready.map((one) => one.outgoing);
  const answer = await port.sendBatch(first.mail.batchKey ?? first.mail.key, outgoing).then(
    (ids) => ({ ids, error: null }),
    (error: unknown) => ({ ids: [], error }),
  );
  for (const [index, { mail }] of ready.entries()) {
    const outcome = answer.error === null ? taken(port) : apart(answer.error, mail, backend, now);
    states.push(await settle(backend, mail, outcome, answer.ids[index]?.providerId ?? null, now));
  }
  return states;
}

/** One bad mail has the whole batch refused: each of them then goes by itself, at once. */
function apart(error: unknown, mail: ClaimedMail, backend: Backend, now: Date) {
  const outcome = failureOf(error, mail, backend.ports.mail, now);
  const isRefused = outcome.state === "failed" || outcome.state === "bounced";
  if (!isRefused || outcome.unknownSince !== null) return outcome;
  return { ...outcome, state: "queued" as const, nextAttemptAt: now, keepsBatch: false };
}

function unreadable(mail: ClaimedMail) {
  const { unknownSince } = mail;
  return { state: "failed" as const, error: "cannot be written", nextAttemptAt: null, unknownSince, keepsBatch: false };
}

function byId(a: ClaimedMail, b: ClaimedMail): number {
  return a.id < b.id ? -1 : 1;
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
