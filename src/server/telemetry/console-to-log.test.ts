import { afterEach, expect, test, vi } from "vitest";
import { log } from "../log";
import { consoleToLog } from "./console-to-log";
import { logPageFailure } from "./log-page-failure";

const own = { ...console };
afterEach(() => {
  Object.assign(console, own);
  vi.restoreAllMocks();
});

/** As packages have them once everything that is printed is logged. */
function printers() {
  consoleToLog();
  const { error, warn, info, log: plain } = console;
  return { error, warn, info, log: plain };
}

const failure = Object.assign(new Error("relation is missing"), { digest: "1234567890" });

test("a page that fails has one line, with the id that people see and the page; what the framework prints of it has none", () => {
  const error = vi.spyOn(log(), "error").mockImplementation(() => undefined);
  const print = printers();
  print.error("⨯", failure);
  logPageFailure(failure, { at: "/o/[org]/chat", method: "GET", part: "render" });
  print.error(failure);
  logPageFailure(failure, { at: "/o/[org]/chat", method: "GET", part: "render" });
  expect(error.mock.calls).toEqual([
    [{ at: "/o/[org]/chat", method: "GET", part: "render", digest: "1234567890", err: failure }, "page failed"],
  ]);
});

test("everything else that is printed becomes a line of its level, without what it quotes", () => {
  const lines: unknown[] = [];
  for (const level of ["error", "warn", "info"] as const) {
    vi.spyOn(log(), level).mockImplementation((...said: unknown[]) => void lines.push([level, ...said]));
  }
  const print = printers();
  const other = new Error("another");
  print.error("failed:", other);
  print.warn('careful with "canary"');
  print.log("said");
  print.info("");
  expect(lines).toEqual([
    ["error", { said: "failed:", err: other }, "printed"],
    ["warn", { said: "careful with “…”" }, "printed"],
    ["info", { said: "said" }, "printed"],
  ]);
});
