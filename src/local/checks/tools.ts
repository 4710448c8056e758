import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../paths";
import type { Check } from "./check";

const bin = (path: string) => join(projectRoot, "node_modules", path);

export const formatAndLint: Check = {
  name: "format and lint (Biome)",
  run: () =>
    runTool([
      bin("@biomejs/biome/bin/biome"),
      "ci",
      ".",
      "--error-on-warnings",
      "--max-diagnostics=20",
      "--colors=off",
    ]),
};

export const types: Check = {
  name: "types (TypeScript)",
  run: async () => {
    // Next points this file at whichever build ran last, which may be gone by now.
    await writeFile(
      join(projectRoot, "next-env.d.ts"),
      '/// <reference types="next" />\n/// <reference types="next/image-types/global" />\n',
    );
    return runTool([
      bin("typescript/bin/tsc"),
      "--noEmit",
      "--incremental",
      "--tsBuildInfoFile",
      bin(".cache/counterpart.tsbuildinfo"),
    ]);
  },
};

export const unused: Check = {
  name: "nothing unused (knip)",
  run: () => runTool([bin("knip/bin/knip.js"), "--config", ".config/knip.json", "--no-progress", "--no-config-hints"]),
};

/** Runs a tool with our Node; the list holds its output when it fails, nothing otherwise. */
export function runTool(args: string[], cwd = projectRoot): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0 ? [] : [output.trim() || `ended with ${code}`]));
  });
}
