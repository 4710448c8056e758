import type { SetAsideEvent } from "~/adapters/jobs/jobs.port";
import { notFound } from "~/lib/app-error";
import type { UserScope } from "~/server/context";
import type { SetAsideInput } from "../jobs.schema";
import { actOnJobs } from "./act-on-jobs";

/** Events that the worker cannot give to any function, oldest first; none where an Inngest takes them. */
export async function readSetAside(
  { backend }: UserScope,
  { cursor, limit }: SetAsideInput,
): Promise<{ events: SetAsideEvent[]; nextCursor: string | null }> {
  const { runs } = backend.ports.jobs;
  if (runs === null) return { events: [], nextCursor: null };
  return runs.listSetAside({ limit, ...(cursor === undefined ? {} : { cursor }) });
}

/** Has the worker try such an event again. Throws `not_found` when it was not set aside. */
export async function routeAgain(scope: UserScope, eventId: string): Promise<{ eventId: string }> {
  const { runs } = scope.backend.ports.jobs;
  if (runs === null) throw notFound("event");
  const done = await actOnJobs(scope, "jobs.route_again", eventId, async () =>
    (await runs.routeAgain(eventId)) ? true : null,
  );
  if (done === null) throw notFound("event");
  return { eventId };
}
