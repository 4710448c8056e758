import { verifyWebhook } from "@clerk/backend/webhooks";
import type { Pool } from "pg";
import { AppError } from "~/lib/app-error";
import type { AuthNotice, AuthTransaction, ReceiveAuthWebhook } from "./auth.port";
import { type ClerkEvent, readClerkEvent } from "./clerk-records";
import { buryClerkUser, endClerkSessions, keepClerkUser, takeClerkMessage, tidyClerkStore } from "./clerk-store";

/** Takes Clerk's messages about users and sessions. A message is taken once, wholly or not at all. */
export function clerkWebhook(pool: Pool, signingSecret: string): ReceiveAuthWebhook {
  return async (headers, body, work) => {
    const { id, event } = await checked(headers, body, signingSecret);
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const isNew = await takeClerkMessage(client, id);
      if (isNew) await work(await apply(client, event), client);
      await client.query("COMMIT");
      client.release();
      if (isNew) await tidyClerkStore(pool).catch(() => undefined);
      return { duplicate: !isNew };
    } catch (error) {
      await client.query("ROLLBACK").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  };
}

/** Throws `signature_invalid` for what Clerk did not send, or not just now, or not whole. */
async function checked(
  headers: Headers,
  body: string,
  signingSecret: string,
): Promise<{ id: string; event: ClerkEvent }> {
  const signed = new Headers();
  for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) signed.set(name, headers.get(name) ?? "");
  let message: { type: string; data: unknown };
  try {
    const request = new Request("http://webhook", { method: "POST", headers: signed, body });
    message = await verifyWebhook(request, { signingSecret });
  } catch (cause) {
    throw new AppError("signature_invalid", "not a message of Clerk's", { cause });
  }
  const event = readClerkEvent(message);
  if (event === null) throw new AppError("bad_input", `unreadable message ${message.type}`);
  return { id: headers.get("svix-id")?.trim() ?? "", event };
}

async function apply(tx: AuthTransaction, event: ClerkEvent): Promise<AuthNotice> {
  switch (event.kind) {
    case "user": {
      const known = await keepClerkUser(tx, event.record);
      if (known === null || known.state !== "active" || known.email === null) return { kind: "nothing" };
      const { id, email, emailVerified } = known;
      return { kind: "changed", identity: { provider: "clerk", subject: id, email, emailVerified } };
    }
    case "user_deleted":
      await buryClerkUser(tx, event.id);
      return { kind: "gone", provider: "clerk", subject: event.id };
    case "session_ended":
      await endClerkSessions(tx, [event.id]);
      return { kind: "nothing" };
    case "other":
      return { kind: "nothing" };
  }
}
