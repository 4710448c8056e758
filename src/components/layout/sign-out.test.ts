import { afterEach, expect, test, vi } from "vitest";
import { readClientError } from "~/lib/client-error";
import { signOut } from "./sign-out";

afterEach(() => vi.unstubAllGlobals());

function browser(answer: () => Promise<Response>) {
  const assign = vi.fn<(path: string) => void>();
  const atClerk = vi.fn(async () => undefined);
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("window", { location: { assign }, Clerk: { loaded: true, signOut: atClerk } });
  return { assign, atClerk };
}

test("a session that the server could not end is not left as if it had ended: the failure is told", async () => {
  const body = { error: { code: "unavailable", details: { retryAfterSeconds: 2 }, requestId: "r" } };
  const { assign, atClerk } = browser(async () => Response.json(body, { status: 503 }));
  const thrown = await signOut().catch((error: unknown) => error);
  expect(readClientError(thrown).code).toBe("unavailable");
  expect(assign).not.toHaveBeenCalled();
  expect(atClerk).not.toHaveBeenCalled();
});

test("without a connection, and with an answer that is none, it is told too", async () => {
  browser(() => Promise.reject(new TypeError("fetch failed")));
  await expect(signOut()).rejects.toThrow();
  const { assign } = browser(async () => new Response("<html>", { status: 502 }));
  const thrown = await signOut().then(
    () => "left",
    (error: unknown) => readClientError(error).code,
  );
  expect(thrown).toBe("internal");
  expect(assign).not.toHaveBeenCalled();
});

test("what was ended is left by a full load, at Clerk too, and by the way that was asked for", async () => {
  const { assign, atClerk } = browser(async () => Response.json({ ok: true }));
  await signOut("/verify-email?token=a b");
  expect(atClerk).toHaveBeenCalledOnce();
  expect(assign).toHaveBeenCalledWith("/sign-in?next=%2Fverify-email%3Ftoken%3Da%20b");
});
