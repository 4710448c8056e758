import { freshSession } from "~/lib/clerk-script";
import { readClientError } from "~/lib/client-error";

/** Asks the server to stop writing an answer. Throws what the server said, or that it could not be reached. */
export async function requestStop(orgSlug: string, answerId: string): Promise<void> {
  await freshSession();
  const response = await fetch(`/api/chat/${answerId}/stop`, { method: "POST", headers: { "x-org": orgSlug } });
  if (!response.ok) throw readClientError(await response.json().catch(() => null));
}
