import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appServerFile, bundleApp } from "./app-server/bundle-app";
import { buildDirectory, projectRoot } from "./paths";
import { PlainError } from "./plain-error";

/** Builds for production and notes which code it was. Throws when the build fails. */
export async function build(): Promise<void> {
  const code = await nextBuild();
  if (code !== 0) throw new PlainError("The production build failed; the reason is above.");
  await bundleApp(buildDirectory());
  await writeFile(stampFile(), await fingerprint());
}

/** Builds unless the build that is there was made of exactly this code. */
export async function buildIfStale(): Promise<void> {
  const built = await readFile(stampFile(), "utf8").catch(() => null);
  const isWhole = existsSync(join(buildDirectory(), "BUILD_ID")) && existsSync(appServerFile(buildDirectory()));
  if (built !== null && isWhole && built === (await fingerprint())) return;
  console.log(
    built === null
      ? "There is no production build yet: building."
      : "The code has changed since the last build: building.",
  );
  await build();
}

function stampFile(): string {
  return join(buildDirectory(), "counterpart-source-sha256");
}

function nextBuild(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, "node_modules/next/dist/bin/next"), "build"], {
      cwd: projectRoot,
      env: {
        ...process.env,
        NODE_ENV: "production",
        // A build needs no database and no secret; modules that check the configuration get one that leads nowhere.
        DATABASE_URL: "",
        APP_DATABASE_URL: process.env.APP_DATABASE_URL || "postgresql://build:build@127.0.0.1:9/none",
        AUTH_SECRET: process.env.AUTH_SECRET || "only-while-building-0000000000000000000",
      },
      stdio: "inherit",
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Handed to pages by the server: one build serves every value. */
const readAtRunTime = new Set(["NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"]);

/** What a build is made of: the sources and configuration, the lockfile, the variables that the browser sees. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [
    ...(await filesBelow("src")),
    ...(await filesBelow("inngest")),
    ...(await filesBelow("emails")),
    "next.config.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ]) {
    const content = await readFile(join(projectRoot, file)).catch(() => null);
    if (content !== null && !/\.test\.tsx?$/.test(file)) hash.update(file).update("\0").update(content).update("\0");
  }
  for (const key of Object.keys(process.env)
    .filter((name) => name.startsWith("NEXT_PUBLIC_") && !readAtRunTime.has(name))
    .sort()) {
    hash.update(`${key}=${process.env[key]}\0`);
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(join(projectRoot, folder))) return [];
  const entries = await readdir(join(projectRoot, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .filter((file) => !/^src[\\/](local[\\/](?!app-server|paths)|testing)/.test(file))
    .sort();
}
