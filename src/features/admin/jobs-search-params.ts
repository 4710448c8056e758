import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type RunState, runStates } from "~/adapters/jobs/jobs.port";

export const jobViews = ["runs", "events"] as const;
/** Events that wait for delivery, that the engine refuses, and that it took but cannot handle. */
export const eventLists = ["waiting", "dead", "aside"] as const;
export type EventList = (typeof eventLists)[number];

/** The page's state in the address: which list, what it is narrowed to, and the cursors of the pages up to this one. */
export const jobsSearchParams = {
  view: parseAsStringLiteral(jobViews).withDefault("runs"),
  fn: parseAsString,
  state: parseAsStringLiteral(runStates),
  which: parseAsStringLiteral(eventLists).withDefault("waiting"),
  at: parseAsArrayOf(parseAsString, ".").withDefault([]),
};

export type JobsSearch = {
  fn: string | null;
  state: RunState | null;
  which: EventList;
  at: readonly string[];
};

/** The question of an address. Somebody may have edited it by hand: what does not fit is left out. */
export function runsInput(search: JobsSearch): { functionId?: string; state?: RunState; cursor?: string } {
  const cursor = cursorOf(search);
  return {
    ...(search.fn === null || search.fn === "" || search.fn.length > 200 ? {} : { functionId: search.fn }),
    ...(search.state === null ? {} : { state: search.state }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

export function undeliveredInput(search: JobsSearch): { dead: boolean; cursor?: string } {
  const cursor = cursorOf(search);
  return { dead: search.which === "dead", ...(cursor === undefined ? {} : { cursor }) };
}

export function setAsideInput(search: JobsSearch): { cursor?: string } {
  const cursor = cursorOf(search);
  return cursor === undefined ? {} : { cursor };
}

function cursorOf({ at }: JobsSearch): string | undefined {
  const last = at.at(-1);
  return last !== undefined && /^\d{1,18}$/.test(last) ? last : undefined;
}
