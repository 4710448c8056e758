import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The Node that the project runs on: the one npm installed for it, else the running one if it is new enough. */
export function projectNode(root) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const installed = join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(installed)) return installed;
  if (Number.parseInt(process.versions.node, 10) >= 22) return process.execPath;
  throw new Error(
    `There is no packaged Node for ${process.platform} on ${process.arch}, and this one is ${process.version}. ` +
      "Install Node 24 (22 at least) and run the same command again.",
  );
}

/**
 * Runs a program in a process group of its own and stands in for it: passes signals on (once, however
 * often they arrive), ends it when npm above us is gone, and returns its exit code.
 */
export function runRelayed(program, args) {
  const isGrouped = process.platform !== "win32";
  const child = spawn(program, args, { stdio: ["inherit", "inherit", "inherit", "ipc"], detached: isGrouped });
  let last = 0;
  const pass = (signal) => {
    // A terminal's Ctrl-C reaches us directly and again through npm: that is one press, not two.
    if (Date.now() - last < 400) return;
    last = Date.now();
    child.kill(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));

  const npm = findNpm();
  const watch = setInterval(() => {
    if (npm !== null && !isAlive(npm)) pass("SIGTERM");
  }, 500);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1));
    });
  });
}

/** The npm that runs us. It starts a shell, which dies with it without a word to us, so it has to be watched. */
function findNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return null;
  let pid = process.ppid;
  for (let step = 0; step < 3 && pid > 1; step++) {
    const { command, parent } = describe(pid);
    if (/\bnpm\b/.test(command) && !/\brun\.mjs\b/.test(command)) return pid;
    pid = parent;
  }
  return null;
}

function describe(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return { command, parent: Number.parseInt(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? "0", 10) };
  } catch {
    return describeByPs(pid);
  }
}

function describeByPs(pid) {
  try {
    const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return { parent: Number.parseInt(line, 10), command: line };
  } catch {
    return { parent: 0, command: "" };
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
