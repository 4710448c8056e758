import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port";
import { PlainError } from "./plain-error";

export type Swift = {
  url: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  stop(): Promise<void>;
};

const kinds = ["account", "container", "object"] as const;
const credentials = { accessKeyId: "test:tester", secretAccessKey: "testing" };

/** Which of the programs that a small Swift needs are not there. */
export function missingSwiftPrograms(): string[] {
  const programs = ["swift-ring-builder", "swift-proxy-server", ...kinds.map((kind) => `swift-${kind}-server`)];
  return programs.filter((program) => {
    try {
      execFileSync("which", [program], { stdio: "ignore" });
      return false;
    } catch {
      return true;
    }
  });
}

/** OpenStack Swift with its S3 interface: one of each of its servers, on one disk, in a folder that goes again. */
export async function startSwift(): Promise<Swift> {
  const folder = await mkdtemp(join(tmpdir(), "counterpart-swift-"));
  const user = execFileSync("id", ["-un"], { encoding: "utf8" }).trim();
  await mkdir(join(folder, "disks/sdb1"), { recursive: true });
  const children: ChildProcess[] = [];
  let output = "";
  const start = async (program: string, name: string, configuration: string) => {
    const file = join(folder, `${name}.conf`);
    await writeFile(file, configuration);
    const child = spawn(program, [file, "-v"], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    children.push(child);
  };
  const stop = async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const ports: number[] = [];
    for (const kind of kinds) {
      const port = await freePort();
      ports.push(port);
      buildRing(folder, kind, port);
      await start(`swift-${kind}-server`, kind, storageServer({ folder, user, kind, port }));
    }
    const port = await freePort();
    await start("swift-proxy-server", "proxy", proxyServer({ folder, user, port }));
    const deadline = Date.now() + 60_000;
    for (const each of [...ports, port]) {
      while (!(await answers(each))) {
        if (Date.now() > deadline) throw new PlainError(`Swift did not start:\n${output.slice(-3000)}`);
        await sleep(200);
      }
    }
    return { url: `http://127.0.0.1:${port}`, credentials, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Says which disk keeps what: here there is one, and one copy. */
function buildRing(folder: string, kind: string, port: number): void {
  const builder = join(folder, `${kind}.builder`);
  const run = (...args: string[]) => execFileSync("swift-ring-builder", [builder, ...args], { stdio: "ignore" });
  run("create", "4", "1", "0");
  run("add", `r1z1-127.0.0.1:${port}/sdb1`, "1");
  run("rebalance");
}

function storageServer(of: { folder: string; user: string; kind: string; port: number }): string {
  return `[DEFAULT]
devices = ${of.folder}/disks
mount_check = false
bind_ip = 127.0.0.1
bind_port = ${of.port}
workers = 0
user = ${of.user}
swift_dir = ${of.folder}
[pipeline:main]
pipeline = ${of.kind}-server
[app:${of.kind}-server]
use = egg:swift#${of.kind}
`;
}

function proxyServer(of: { folder: string; user: string; port: number }): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${of.port}
workers = 0
user = ${of.user}
swift_dir = ${of.folder}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = ${credentials.secretAccessKey} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
`;
}

async function answers(port: number): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/healthcheck`;
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
}
