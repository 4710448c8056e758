import type { AuthNotice } from "~/adapters/auth/auth.port";
import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import type { Sql } from "~/server/db";
import { takeAddress } from "./follow-address.service";
import { auditIdentity } from "./identity-audit.repository";
import { endIdentities, findPersonByIdentity, lockPeople } from "./people.repository";

/**
 * Takes a message of the sign-in provider. Throws `signature_invalid` for what the provider did not send,
 * `unavailable` where the secret to check that with is not set: the message then comes again. Of a provider that does
 * not sign people in now, what it says of its own people is kept, and nothing else changes: their way in is another.
 * @param sender the provider whose messages come in here.
 */
export async function receiveAuthWebhook(
  backend: Backend,
  sender: string,
  headers: Headers,
  body: string,
  requestId: string,
): Promise<{ duplicate: boolean }> {
  const { provider, receiveWebhook, mirrors } = backend.ports.auth;
  if (provider !== sender) {
    const mirror = mirrors?.[sender];
    if (mirror === undefined) throw new AppError("signature_invalid", `${sender} does not sign people in here`);
    return mirror(headers, body, async () => undefined);
  }
  if (receiveWebhook === null) throw new AppError("unavailable", "no secret to check the message with");
  return receiveWebhook(headers, body, async (notice, tx) => {
    if (notice.kind === "nothing") return;
    await tx.query("SELECT set_config('role', 'app_platform', true)");
    await lockPeople(tx);
    if (notice.kind === "changed") await takeAddress(tx, notice.identity, requestId);
    else await closePerson(tx, notice, requestId);
  });
}

/**
 * Deleted at the provider: the person has no way in any more, by no provider. They themselves, and what
 * their organisations hold, stay.
 */
async function closePerson(
  tx: Sql,
  { provider, subject }: Extract<AuthNotice, { kind: "gone" }>,
  requestId: string,
): Promise<void> {
  const userId = await findPersonByIdentity(tx, { provider, subject });
  if (userId === null) return;
  const ended = await endIdentities(tx, userId);
  await auditIdentity(tx, { action: "identity.end", userId, provider, before: { ended }, requestId });
}
