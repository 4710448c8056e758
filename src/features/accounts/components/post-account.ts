import { type KnownError, readClientError } from "~/lib/client-error";

export type Posted = { ok: true; body: unknown } | { ok: false; error: KnownError };

/** Posts to an account route; every failure, no connection included, comes back as a known error. */
export async function postAccount(path: `/api/auth/${string}`, input: object): Promise<Posted> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const body: unknown = await response.json();
    return response.ok ? { ok: true, body } : { ok: false, error: readClientError(body) };
  } catch (thrown) {
    return { ok: false, error: readClientError(thrown) };
  }
}
