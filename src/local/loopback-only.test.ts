import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "./paths";

const folder = await mkdtemp(join(tmpdir(), "counterpart-outside-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
let count = 0;

/** Runs a script under the guard; what it printed, and what the guard wrote down. */
async function guarded(script: string): Promise<{ printed: string; tried: { kind: string; host: string }[] }> {
  const log = join(folder, `${count++}.jsonl`);
  const hook = `--import=${join(projectRoot, "src/local/loopback-only.mjs")}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, NODE_OPTIONS: hook, COUNTERPART_OUTSIDE_LOG: log },
  });
  const text = await readFile(log, "utf8").catch(() => "");
  return {
    printed: stdout.trim(),
    tried: text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe("the guard of outside connections", () => {
  test.each([
    [
      "fetch by name",
      'await fetch("http://counterpart.invalid/").catch((e) => console.log(e.cause.code))',
      "counterpart.invalid",
    ],
    ["fetch by address", 'await fetch("http://192.0.2.1/").catch((e) => console.log(e.cause.code))', "192.0.2.1"],
    [
      "a socket",
      'import net from "node:net"; net.connect(80, "192.0.2.1").on("error", (e) => console.log(e.code))',
      "192.0.2.1",
    ],
    [
      "TLS",
      'import tls from "node:tls"; tls.connect(443, "192.0.2.1").on("error", (e) => console.log(e.code))',
      "192.0.2.1",
    ],
    [
      "a look-up",
      'import { resolve4 } from "node:dns/promises"; await resolve4("counterpart.invalid").catch((e) => console.log(e.code))',
      "counterpart.invalid",
    ],
    [
      "a child's fetch",
      'import { execFileSync } from "node:child_process"; const inner = `fetch("http://192.0.2.1/").catch((e) => console.log(e.cause.code))`; console.log(String(execFileSync(process.execPath, ["-e", inner])).trim())',
      "192.0.2.1",
    ],
  ])("refuses %s and writes it down", async (_, script, host) => {
    const { printed, tried } = await guarded(script);
    expect(printed).toBe("ENETUNREACH");
    expect(tried).toEqual([expect.objectContaining({ host })]);
  });

  test("lets through what stays on this machine", async () => {
    const server = createServer((_, response) => response.end("here")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const { printed, tried } = await guarded(`console.log(await (await fetch("http://localhost:${port}/")).text())`);
    server.close();
    expect(printed).toBe("here");
    expect(tried).toEqual([]);
  });
});
