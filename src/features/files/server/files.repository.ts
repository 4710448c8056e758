import type { OrgDb } from "~/server/db";
import type { FilePurpose } from "../file-limits";

/** A file as the database knows it; sizes in bytes. */
export type FileRow = {
  id: string;
  orgId: string | null;
  userId: string;
  purpose: string;
  state: string;
  key: string;
  name: string;
  contentType: string;
  size: bigint;
  sha256: string | null;
  width: number | null;
  height: number | null;
  pages: number | null;
  refusal: string | null;
  expiresAt: Date | null;
};

const fields = {
  id: true,
  orgId: true,
  userId: true,
  purpose: true,
  state: true,
  key: true,
  name: true,
  contentType: true,
  size: true,
  sha256: true,
  width: true,
  height: true,
  pages: true,
  refusal: true,
  expiresAt: true,
} as const;

/** Bytes stored and announced by the organisation, or the person without one. Holds its lock until the transaction ends. */
export async function lockUsedBytes(
  db: OrgDb,
  of: { orgId: string | null; userId: string; without: string | null },
): Promise<number> {
  const rows = await db.$queryRaw<{ used: bigint }[]>`
    SELECT file_bytes_used(${of.orgId}::uuid, ${of.userId}::uuid, ${of.without}::uuid) AS used`;
  return Number(rows[0]?.used ?? 0);
}

/** What stands before every key of this installation. */
export async function readFilesRoot(db: OrgDb): Promise<string> {
  const rows = await db.$queryRaw<{ root: string }[]>`SELECT files_root AS root FROM installation`;
  const root = rows[0]?.root;
  if (root === undefined) throw new Error("the installation has lost its row");
  return root;
}

export function countPending(db: OrgDb, userId: string): Promise<number> {
  return db.storedFile.count({ where: { userId, state: "pending", expiresAt: { gt: new Date() } } });
}

export async function createPending(
  db: OrgDb,
  file: {
    id: string;
    orgId: string | null;
    userId: string;
    purpose: FilePurpose;
    key: string;
    name: string;
    contentType: string;
    size: number;
    expiresAt: Date;
  },
): Promise<void> {
  await db.storedFile.create({ data: file, select: { id: true } });
}

/** A file that this transaction may see, deleted ones excepted. */
export function findFile(db: OrgDb, fileId: string): Promise<FileRow | null> {
  return db.storedFile.findFirst({ where: { id: fileId, state: { not: "deleted" } }, select: fields });
}

/** False where somebody else has finished it meanwhile. */
export async function markReady(
  db: OrgDb,
  fileId: string,
  file: {
    key: string;
    name: string;
    contentType: string;
    size: number;
    sha256: string;
    width: number | null;
    height: number | null;
    pages: number | null;
  },
): Promise<boolean> {
  const { count } = await db.storedFile.updateMany({
    where: { id: fileId, state: "pending" },
    data: { ...file, state: "ready", expiresAt: null },
  });
  return count === 1;
}

/** False where somebody else has finished it, or refused it, meanwhile. */
export async function markRefused(db: OrgDb, fileId: string, refusal: string): Promise<boolean> {
  const { count } = await db.storedFile.updateMany({
    where: { id: fileId, state: "pending" },
    data: { state: "refused", refusal, expiresAt: null },
  });
  return count === 1;
}

/** Those of the files that there are, marked as referred to. */
export async function markClaimed(db: OrgDb, userId: string, fileIds: readonly string[]): Promise<number> {
  const { count } = await db.storedFile.updateMany({
    where: { id: { in: [...fileIds] }, userId, state: "ready" },
    data: { claimedAt: new Date() },
  });
  return count;
}

/**
 * Ids of those that were not deleted before.
 * @param options.claimed whether what something refers to is deleted as well.
 */
export async function markDeleted(
  db: OrgDb,
  fileIds: readonly string[],
  options: { claimed: boolean },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE stored_file SET state = 'deleted', deleted_at = app_now(), expires_at = NULL
    WHERE id = ANY (${[...fileIds]}::uuid[]) AND state <> 'deleted'
      AND (${options.claimed}::boolean OR claimed_at IS NULL) RETURNING id`;
  return rows.map(({ id }) => id);
}

/** The key of a logo that its organisation shows now. Asked for the platform: whoever looks need not be anybody. */
export async function findShownLogo(db: OrgDb, fileId: string): Promise<string | null> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT f.key FROM stored_file f JOIN organization o ON o.id = f.org_id AND o.logo_file_id = f.id
    WHERE f.id = ${fileId}::uuid AND f.purpose = 'logo' AND f.state = 'ready'`;
  return rows[0]?.key ?? null;
}
