import { tidySpool } from "~/adapters/files/spool";
import type { Backend } from "~/server/context";
import { inPlatform, type OrgDb } from "~/server/db";
import { deleteKeys, throwFailures } from "./delete-bytes";
import { deleteBytesAndRows } from "./delete-discarded.job";
import { incomingPrefix, keptPrefix } from "./file-keys";
import { readFilesRoot } from "./files.repository";
import { type DiscardedFile, listKnownKeys, markExpired, markForgotten } from "./swept-files.repository";

const perBatch = 200;
const hourMs = 3_600_000;
/** Younger things are left alone, since somebody may be at work on them; no upload link lives for as long as these. */
const defaults = { unfinishedMinutes: 5, unclaimedHours: 24, incomingHours: 1, orphanHours: 24 };
/** Where the console's test and the adapters' own look whether files are taken; nothing there is of use afterwards. */
const trialPrefixes = ["self-test/", "probe/"];

export type Swept = {
  /** Files that were discarded, never finished, or that nothing refers to. */
  files: number;
  /** Bytes without a file. */
  orphans: number;
};

type Limits = typeof defaults & { now: Date; signal?: AbortSignal };
type SweepOptions = Partial<Limits>;

/**
 * Deletes what nobody can reach: rows and bytes of forgotten uploads, and bytes of this installation that have no row.
 * What cannot be deleted keeps nothing else, and is told at the end. Harmless to run twice and at once.
 */
export async function sweepFiles(backend: Backend, options: SweepOptions = {}): Promise<Swept> {
  const limits: Limits = { ...defaults, now: new Date(), ...options };
  const { files } = backend.ports;
  const failures: unknown[] = [];
  const root = await inPlatform(backend.database, readFilesRoot);
  await tidySpool(limits.orphanHours * hourMs).catch((error: unknown) => failures.push(error));
  await files
    .abandon?.(`${root}/`, new Date(limits.now.getTime() - limits.orphanHours * hourMs))
    .catch((error: unknown) => failures.push(error));
  const unfinished = await sweepUnfinishedRows(backend, limits, failures);
  const forgotten = await sweepRows(backend, limits, failures, (db, after) =>
    markForgotten(db, { ...limits, after, most: perBatch }),
  );
  let orphans = 0;
  for (const [prefix, hours] of [
    [`${root}/${incomingPrefix}`, limits.incomingHours],
    [`${root}/${keptPrefix}`, limits.orphanHours],
    ...trialPrefixes.map((trial) => [trial, limits.orphanHours] as const),
  ] as const) {
    orphans += await sweepBytes(backend, prefix, hours, limits, failures);
  }
  throwFailures(failures);
  return { files: unfinished + forgotten, orphans };
}

/**
 * Deletes uploads whose link has ended and that nobody finished, which take room until then.
 * @returns how many.
 */
export async function sweepUnfinished(backend: Backend, options: SweepOptions = {}): Promise<number> {
  const failures: unknown[] = [];
  const swept = await sweepUnfinishedRows(backend, { ...defaults, now: new Date(), ...options }, failures);
  throwFailures(failures);
  return swept;
}

function sweepUnfinishedRows(backend: Backend, limits: Limits, failures: unknown[]): Promise<number> {
  // What began to arrive in the last second of a link may take its time.
  const before = new Date(limits.now.getTime() - limits.unfinishedMinutes * 60_000);
  return sweepRows(backend, limits, failures, (db, after) => markExpired(db, { before, after, most: perBatch }));
}

async function sweepRows(
  backend: Backend,
  limits: Limits,
  failures: unknown[],
  mark: (db: OrgDb, after: string | null) => Promise<DiscardedFile[]>,
): Promise<number> {
  let swept = 0;
  for (let after: string | null = null; ; ) {
    limits.signal?.throwIfAborted();
    const last: string | null = after;
    const files: DiscardedFile[] = await inPlatform(backend.database, (db) => mark(db, last));
    const { deleted, failures: failed } = await deleteBytesAndRows(backend, files, limits.now);
    failures.push(...failed);
    swept += deleted;
    after = files.at(-1)?.id ?? null;
    // A place that gave up nothing of a whole batch is away.
    if (files.length < perBatch || deleted === 0) return swept;
  }
}

async function sweepBytes(
  backend: Backend,
  prefix: string,
  hours: number,
  limits: Limits,
  failures: unknown[],
): Promise<number> {
  const { files } = backend.ports;
  const oldest = limits.now.getTime() - hours * hourMs;
  const orphans: string[] = [];
  for (let cursor: string | undefined; ; ) {
    limits.signal?.throwIfAborted();
    const page = await files.list(prefix, cursor);
    const old = page.keys.filter(({ modifiedAt }) => modifiedAt.getTime() < oldest).map(({ key }) => key);
    const known = await inPlatform(backend.database, (db) => listKnownKeys(db, old));
    orphans.push(...old.filter((key) => !known.has(key)));
    if (page.next === null) break;
    cursor = page.next;
  }
  // Not while listing: some vendors count pages from the start.
  const deletion = await deleteKeys(files, orphans);
  failures.push(...deletion.failures);
  return deletion.done.length;
}
