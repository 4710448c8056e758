import { execFile } from "node:child_process";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresAccount } from "./postgres-account";

/**
 * Makes an empty cluster in `data`, whose superuser `postgres` has `password`. It is made beside and renamed
 * into place: cut short anywhere, it is not there.
 */
export async function initialiseCluster(
  initdb: string,
  data: string,
  password: string,
  account: PostgresAccount | null,
): Promise<void> {
  const making = `${data}.new`;
  const passwordFile = `${data}.password`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) {
    await chown(making, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  try {
    const options = [
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--locale=C",
      "--encoding=UTF8",
      "--no-instructions",
    ];
    const as = account ? { uid: account.uid, gid: account.gid, cwd: "/" } : {};
    await promisify(execFile)(initdb, ["-D", making, ...options], as);
    const config = join(making, "postgresql.conf");
    await writeFile(config, `${await readFile(config, "utf8")}\ninclude 'counterpart.conf'\n`);
    await writeFile(join(making, "counterpart.conf"), "", { mode: 0o644 });
    await rm(data, { recursive: true, force: true });
    await rename(making, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
