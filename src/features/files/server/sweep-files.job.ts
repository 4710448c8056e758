import { tidySpool } from "~/adapters/files/spool";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { deleteBytesAndRows } from "./delete-discarded.job";
import { incomingPrefix, keptPrefix } from "./file-keys";
import { listKnownKeys, markForgotten } from "./swept-files.repository";

const perBatch = 200;
const defaults = { unfinishedHours: 1, unclaimedHours: 24, orphanHours: 24 };

export type Swept = {
  /** Files that were discarded, never finished, or that nothing refers to. */
  files: number;
  /** Bytes without a file. */
  orphans: number;
};

/**
 * Deletes what nobody can reach: rows and bytes of forgotten uploads, and bytes that have no row. Younger things are
 * left alone, since somebody may be at work on them. Harmless to run twice and at once.
 */
export async function sweepFiles(
  backend: Backend,
  options: { now?: Date; signal?: AbortSignal } & Partial<typeof defaults> = {},
): Promise<Swept> {
  const limits = { ...defaults, now: new Date(), ...options };
  await tidySpool(limits.orphanHours * 3_600_000);
  return {
    files: await sweepRows(backend, limits),
    orphans: (await sweepBytes(backend, incomingPrefix, limits)) + (await sweepBytes(backend, keptPrefix, limits)),
  };
}

type Limits = typeof defaults & { now: Date; signal?: AbortSignal };

async function sweepRows(backend: Backend, limits: Limits): Promise<number> {
  for (let swept = 0; ; ) {
    limits.signal?.throwIfAborted();
    const files = await inPlatform(backend.database, (db) => markForgotten(db, { ...limits, most: perBatch }));
    await deleteBytesAndRows(backend, files);
    swept += files.length;
    if (files.length < perBatch) return swept;
  }
}

async function sweepBytes(backend: Backend, prefix: string, limits: Limits): Promise<number> {
  const { files } = backend.ports;
  const oldest = limits.now.getTime() - limits.orphanHours * 3_600_000;
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
  await files.delete(orphans);
  return orphans.length;
}
