import type { AuthIdentity } from "~/adapters/auth/auth.port";
import { noteActive } from "~/features/organizations/server/note-active.service";
import { type Backend, type Entrance, resolveScope, resolveSession } from "~/server/context";
import { followAddress, hasMoved } from "./follow-address.service";
import { inPlaceOf } from "./in-place-of.service";
import { provisionPerson } from "./provision-person.service";

/**
 * Who a request comes from, and their place in the organisation it names: their own, or, for a superadmin who acts for a
 * member there, that member's. Null without a valid session.
 * @param slug of the organisation, from the header or the address; null where the request names none.
 */
export async function enter(
  backend: Backend,
  headers: Headers,
  slug: string | null,
  requestId: string,
): Promise<Entrance | null> {
  const entrance = await enterAsOneself(backend, headers, slug, requestId);
  if (entrance === null) return null;
  const found = await inPlaceOf(backend, headers, slug, entrance);
  if (found?.org != null) noteActive(found.org);
  return found;
}

async function enterAsOneself(
  backend: Backend,
  headers: Headers,
  slug: string | null,
  requestId: string,
): Promise<Entrance | null> {
  const { ownSessions } = backend.ports.auth;
  if (ownSessions === undefined) {
    const identity = await backend.ports.auth.identify(headers);
    return identity === null ? null : enterAs(backend, identity, slug, requestId);
  }
  const key = ownSessions.keyOf(headers);
  const found = key === null ? null : await resolveSession(backend, ownSessions, key, slug, requestId);
  if (found === null) return null;
  const { identity, entrance } = found;
  return entrance === null || hasMoved(identity, entrance.user.user.email)
    ? enterAs(backend, identity, slug, requestId)
    : entrance;
}

/** The same for a request that was let in before and is still being answered, such as a stream. */
export async function enterAgain(
  backend: Backend,
  headers: Headers,
  slug: string | null,
  requestId: string,
): Promise<Entrance | null> {
  const identity = await backend.ports.auth.identifyAgain(headers);
  const entrance = identity === null ? null : await enterAs(backend, identity, slug, requestId);
  return entrance === null ? null : inPlaceOf(backend, headers, slug, entrance);
}

/** The same for a session that is already known. */
export async function enterAs(
  backend: Backend,
  identity: AuthIdentity,
  slug: string | null,
  requestId: string,
): Promise<Entrance | null> {
  const found = await resolveScope(backend, identity, slug, requestId);
  if (found !== null) {
    if (!hasMoved(identity, found.user.user.email)) return found;
    return (await followAddress(backend, identity, requestId))
      ? resolveScope(backend, identity, slug, requestId)
      : found;
  }
  await provisionPerson(backend, identity, requestId);
  return resolveScope(backend, identity, slug, requestId);
}
