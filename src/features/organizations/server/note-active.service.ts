import type { Backend, OrgScope } from "~/server/context";
import { log } from "~/server/log";

/** A member is noted at most once in this time, by each process. */
const everySeconds = 300;
/** Of so many people a process remembers when it noted them; then it begins anew. */
const mostRemembered = 20_000;

const noted = new WeakMap<Backend, Map<string, number>>();

/**
 * Notes that a member is here, for whoever looks at the list of members. Off the way of the request: nothing waits for it,
 * and where it cannot be written it is left. A superadmin in somebody's place is not that person.
 */
export function noteActive(scope: OrgScope): void {
  const { backend, orgId, userId } = scope;
  if (scope.acting !== null || !isDue(backend, `${orgId} ${userId}`)) return;
  backend.database.pool
    .query("SELECT app_note_active($1, $2, $3)", [orgId, userId, everySeconds])
    .catch((error: unknown) => log().debug({ err: error }, "a member's visit was not noted"));
}

function isDue(backend: Backend, key: string): boolean {
  const times = noted.get(backend) ?? new Map<string, number>();
  noted.set(backend, times);
  const now = performance.now();
  if (now - (times.get(key) ?? Number.NEGATIVE_INFINITY) < everySeconds * 1_000) return false;
  if (times.size >= mostRemembered) times.clear();
  times.set(key, now);
  return true;
}
