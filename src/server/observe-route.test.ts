import { expect, test } from "vitest";
import { routeAddress } from "./observe-route";

test.each([
  ["http://x/api/chat/8f3a/stop?after=1", { messageId: "8f3a" }, "/api/chat/[messageId]/stop"],
  ["http://x/api/files/a/b%20c/d", { path: "a/b c/d" }, "/api/files/[path]/[path]/[path]"],
  ["http://x/api/files/a/b", { path: ["a", "b"] }, "/api/files/[path]/[path]"],
  ["http://x/api/chat/%E0%A4%A/stop", { messageId: "other" }, "/api/chat/%E0%A4%A/stop"],
  ["http://x/api/health", {}, "/api/health"],
  ["http://x/api/health", undefined, "/api/health"],
])("%s is told without what varies in it", (url, params, address) => {
  expect(routeAddress(url, params)).toBe(address);
});
