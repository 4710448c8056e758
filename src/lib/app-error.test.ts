import { expect, test, vi } from "vitest";

test("an error made by another copy of this module is recognised, as the server's bundles load several", async () => {
  const first = await import("./app-error");
  vi.resetModules();
  const second = await import("./app-error");
  expect(second.AppError).not.toBe(first.AppError);
  const error: unknown = new first.AppError("invalid_credentials", "wrong password");
  expect(error instanceof second.AppError && error.status).toBe(401);
  expect(new Error("something else") instanceof second.AppError).toBe(false);
  const nothing: unknown = null;
  expect(nothing instanceof second.AppError).toBe(false);
});
