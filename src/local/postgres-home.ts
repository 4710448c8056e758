import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canReach, type PostgresAccount } from "./postgres-account";

/**
 * The folder of the cluster of `dataDir`, made if it is missing: `<dataDir>/postgres`, unless PostgreSQL
 * runs under an account that cannot enter it (a checkout below /root, say). Then a folder of its own
 * under /var/lib, and a file in `dataDir` says where.
 */
export async function postgresHome(dataDir: string, account: PostgresAccount | null): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const note = join(dataDir, "postgres-is-elsewhere.txt");
  const elsewhere = (await readFile(note, "utf8").catch(() => "")).trim().split("\n").at(-1);
  let home = join(dataDir, "postgres");
  if (elsewhere) home = elsewhere;
  else if (account && !(await canReach(account, dataDir))) {
    // A new folder for a new data directory: whoever deleted the old one wanted to start over.
    home = join("/var/lib", `counterpart-${randomBytes(6).toString("hex")}`);
    await writeFile(
      note,
      `The account "${account.name}", which runs PostgreSQL, cannot enter this folder.\nIts data is in:\n${home}\n`,
    );
  }
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  if (account) await chown(home, account.uid, account.gid);
  return home;
}
