import { readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { projectRoot } from "../paths";

const apiFolder = join(projectRoot, "src/app/api");

/**
 * The routes that there are, read from the folders: `src/app/api/chat/[messageId]/stop/route.ts` is
 * `/api/chat/:messageId/stop`. Fixed names come before variable ones, as in Next.
 */
export async function findApiRoutes(): Promise<{ path: string; file: string }[]> {
  const entries = await readdir(apiFolder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === "route.ts")
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: routePath(relative(apiFolder, dirname(file)).split(sep)) }))
    .sort((a, b) => byGenerality(a.path, b.path));
}

/** @param folders below `src/app/api`. Groups in brackets are no part of the address. */
export function routePath(folders: readonly string[]): string {
  const parts = folders.filter((folder) => folder !== "" && !/^\(.+\)$/.test(folder)).map(routePart);
  return ["/api", ...parts].join("/");
}

function routePart(folder: string): string {
  const rest = /^\[\.\.\.(\w+)\]$/.exec(folder)?.[1];
  if (rest !== undefined) return `:${rest}{.+}`;
  const one = /^\[(\w+)\]$/.exec(folder)?.[1];
  if (one !== undefined) return `:${one}`;
  if (!/^[\w.-]+$/.test(folder)) throw new Error(`src/app/api/${folder}: this kind of route folder is not served`);
  return folder;
}

function byGenerality(a: string, b: string): number {
  const rank = (path: string) => path.replaceAll(/:\w+\{\.\+\}/g, "\uFFFF").replaceAll(/:\w+/g, "\uFFFE");
  return rank(a) < rank(b) ? -1 : 1;
}
