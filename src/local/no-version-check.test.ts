import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { developmentServer } from "./app-commands";
import { projectRoot } from "./paths";

const folder = await mkdtemp(join(tmpdir(), "counterpart-version-check-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Asks what Next's development server asks once a browser is connected; its answer, and who tried to get out. */
async function askForVersions(preloads: readonly string[]): Promise<{ answer: unknown; tried: string }> {
  const log = join(folder, `${preloads.length}.jsonl`);
  const script = `require("next/dist/server/dev/hot-reloader-shared-utils").getVersionInfo().then((found) => console.log(JSON.stringify(found)))`;
  const guard = `--import=${JSON.stringify(join(projectRoot, "src/local/loopback-only.mjs"))}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
    cwd: projectRoot,
    env: { ...process.env, NODE_OPTIONS: [guard, ...preloads].join(" "), COUNTERPART_OUTSIDE_LOG: log },
  });
  return { answer: JSON.parse(stdout), tried: await readFile(log, "utf8").catch(() => "") };
}

test("the development server asks nobody outside for versions of Next, and is content without", async () => {
  const { preloads } = developmentServer(3000);
  const { answer, tried } = await askForVersions(preloads);
  expect(tried).toBe("");
  expect(answer).toMatchObject({ staleness: "unknown" });
});

test("without what we put before it, it does ask: this is held until Next no longer does", async () => {
  expect((await askForVersions([])).tried).toContain('"host"');
});

test("every other request goes out as before", async () => {
  const script = `const { createServer } = require("node:http");
    const server = createServer((request, response) => response.end(request.method + request.url)).listen(0, "127.0.0.1", async () => {
      const url = "http://127.0.0.1:" + server.address().port + "/x";
      console.log(await (await fetch(new Request(url, { method: "PUT" }))).text(), await (await fetch(new URL(url))).text());
      server.close();
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
    env: { ...process.env, NODE_OPTIONS: developmentServer(3000).preloads.join(" ") },
  });
  expect(stdout.trim()).toBe("PUT/x GET/x");
});
