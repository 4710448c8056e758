import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { PlainError } from "./plain-error";

const run = promisify(execFile);

/** The system account that PostgreSQL runs under when we are root, which PostgreSQL itself refuses to be. */
export type PostgresAccount = { name: string; uid: number; gid: number };

/** Null when the current user can run PostgreSQL; otherwise `postgres` (made if it is missing) or `nobody`. */
export async function postgresAccount(): Promise<PostgresAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp("postgres");
  if (existing) return existing;
  await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]).catch(() => undefined);
  const account = (await lookUp("postgres")) ?? (await lookUp("nobody"));
  if (account) return account;
  throw new PlainError(
    "PostgreSQL refuses to run as root, and no other account could be found or made. " +
      "Run this as another user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

/** Whether `account` may enter `directory` and every folder above it; folders that do not exist yet are skipped. */
export async function canReach(account: PostgresAccount, directory: string): Promise<boolean> {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const info = await stat(folder).catch(() => null);
    if (info) {
      const bit = info.uid === account.uid ? 0o100 : info.gid === account.gid ? 0o010 : 0o001;
      if ((info.mode & bit) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}

async function lookUp(name: string): Promise<PostgresAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { name, uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return null;
  }
}
