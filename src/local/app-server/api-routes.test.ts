import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { findApiRoutes, routePath } from "./api-routes";

test("a folder's name becomes the address that Next gives it", () => {
  expect(routePath(["chat"])).toBe("/api/chat");
  expect(routePath(["chat", "[messageId]", "stream"])).toBe("/api/chat/:messageId/stream");
  expect(routePath(["trpc", "[...path]"])).toBe("/api/trpc/:path{.+}");
  expect(routePath(["(internal)", "ready"])).toBe("/api/ready");
  expect(() => routePath(["[[...path]]"])).toThrow("not served");
});

test("every route there is is found once, and fixed names come before variable ones", async () => {
  const routes = await findApiRoutes();
  const paths = routes.map(({ path }) => path);
  expect(paths).toContain("/api/chat");
  expect(paths).toContain("/api/chat/:messageId/stop");
  expect(new Set(paths).size).toBe(paths.length);
  for (const [index, path] of paths.entries()) {
    const shadowed = paths.slice(index + 1).filter((later) => matches(path, later));
    expect(shadowed, `${path} hides what comes after it`).toEqual([]);
  }
});

test("no route of the API needs Next to run", async () => {
  for (const { file } of await findApiRoutes()) {
    expect(await readFile(file, "utf8"), file).not.toMatch(/from "next(\/|-intl\/server|")/);
  }
});

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+\{\.\+\}/g, ".+").replaceAll(/:\w+/g, "[^/]+")}$`).test(path);
}
