import type { Backend, UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { hashInvitationToken } from "./invitation-token";
import { saveOpened } from "./invitee.repository";

/**
 * Notes that the page of a link was opened. Told by the page itself once it runs in a browser: programs that look at mails
 * fetch every link in them. An unknown token changes nothing and is answered alike.
 */
export async function noteOpened(backend: Backend, user: UserScope | null, token: string): Promise<void> {
  await inPlatform(backend.database, (db) => saveOpened(db, hashInvitationToken(token), user?.userId ?? null));
}
