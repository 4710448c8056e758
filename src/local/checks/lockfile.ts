import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../paths";
import type { Check } from "./check";

// `npm ci` refuses a lockfile that leaves out a package of another platform, and `npm install` leaves them
// out when the registry does not have them: a mirror may lag. So they are written in, from their names.

const FILE = join(projectRoot, "package-lock.json");

const Entry = z.looseObject({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lockfile = z.looseObject({ packages: z.record(z.string(), Entry) });

type Packages = z.infer<typeof Lockfile>["packages"];

export const lockfile: Check = {
  name: "the lockfile names every optional package",
  run: async () => {
    const { packages } = await readLockfile();
    return missingPackages(packages).map(
      ({ name, version }) => `${name}@${version} is left out: npm run check -- --write`,
    );
  },
};

/** Adds what is left out. */
export async function completeLockfile(): Promise<void> {
  const lock = await readLockfile();
  const added = missingPackages(lock.packages);
  if (added.length === 0) return;
  const entries = Object.entries(lock.packages);
  for (const { name, version, isDev } of added) {
    entries.push([
      `node_modules/${name}`,
      { version, ...platformOf(name), ...(isDev ? { dev: true } : {}), optional: true },
    ]);
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
}

async function readLockfile(): Promise<z.infer<typeof Lockfile>> {
  return Lockfile.parse(JSON.parse(await readFile(FILE, "utf8")));
}

export function missingPackages(packages: Packages): { name: string; version: string; isDev: boolean }[] {
  const missing = new Map<string, { name: string; version: string; isDev: boolean }>();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isFound(packages, path, name))
        missing.set(name, { name, version: version.replace(/^[~^]/, ""), isDev: entry.dev === true });
    }
  }
  return [...missing.values()];
}

/** As Node looks for it: beside the package, then in every node_modules above. */
function isFound(packages: Packages, from: string, name: string): boolean {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/")))) {
    if (`${path === "" ? "" : `${path}/`}node_modules/${name}` in packages) return true;
    if (path === "") return false;
  }
}

/** Such packages say in their names where they run: `@next/swc-linux-x64-musl`. */
export function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.replace(/^.*\//, "").split(/[-.]/);
  const has = (...wanted: string[]) => wanted.find((word) => words.includes(word));
  const os =
    has("darwin", "android", "linux", "freebsd", "openharmony", "netbsd", "openbsd", "sunos", "aix") ??
    (has("win32", "windows") ? "win32" : undefined);
  const cpu = has("wasm32", "arm64", "arm", "x64", "ia32", "riscv64", "ppc64", "s390x", "loong64") ?? undefined;
  const libc = os !== "linux" ? undefined : has("musl") ? "musl" : has("gnu") ? "glibc" : undefined;
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) };
}
