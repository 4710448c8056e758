/**
 * Hands events to whatever runs background functions: an Inngest, or our own worker. Functions are defined
 * once with Inngest's SDK; this port only sends, and says what becomes of the runs where it can know.
 */
export interface JobsPort {
  /** `worker`: our own engine on PostgreSQL. `inngest`: an Inngest, in the cloud or self-hosted. */
  readonly adapter: "worker" | "inngest";
  /**
   * Takes a batch of events, all of them or none. Sending an id again changes nothing. Resolves when they
   * are kept for good; throws an AppError `unavailable` when the engine does not take them.
   */
  send(events: readonly JobEvent[]): Promise<void>;
  /** Throws an error that says what is wrong; resolves when the engine would take events. */
  probe(): Promise<void>;
  /** Where an Inngest shows its runs; null with our own worker. */
  readonly dashboardUrl: string | null;
  /** What runs, ran and failed, for the console. Null with an Inngest: its own dashboard shows it. */
  readonly runs: RunsStore | null;
}

/** `ts` is when it happened, in milliseconds of the epoch; without it, now. */
export type JobEvent = { id: string; name: string; data: unknown; ts?: number };

/**
 * `queued`: nobody has begun it. `running`: a step is due or at work. `sleeping`: until a time it chose, or
 * until its next attempt. `waiting`: for an event or another run. `failed`: out of attempts; it is kept and
 * can be replayed.
 */
export const runStates = ["queued", "running", "sleeping", "waiting", "completed", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];

export type RunsFilter = {
  functionId?: string;
  /** `failed`: dead letters alone, not those that have been repeated with success. */
  state?: RunState;
  /** `nextCursor` of the page before. */
  cursor?: string;
  limit: number;
};

export type RunError = { name: string; message: string; stack?: string };

export type RunSummary = {
  id: string;
  functionId: string;
  functionName: string;
  state: RunState;
  /** Name of the event that began it; `inngest/scheduled.timer` for a schedule. */
  eventName: string;
  /** Attempts that failed so far, of all steps together, plus the one at work or done. At least 1. */
  attempts: number;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** From start to end, or until now; null before it started. */
  durationMs: number | null;
  error: RunError | null;
  /** The run that this one repeats. */
  replayOf: string | null;
};

export type RunStep = {
  id: string;
  name: string;
  /** `run`, `sleep`, `wait`, `invoke`, `send` or what the SDK calls it. */
  kind: string;
  state: "running" | "sleeping" | "waiting" | "completed" | "failed";
  attempts: number;
  startedAt: Date;
  endedAt: Date | null;
  output: unknown;
  /** Where the output is too long to be shown whole: how many characters of JSON it has. The output is its beginning, as text. */
  cutFrom: number | null;
  error: RunError | null;
};

export type RunDetail = RunSummary & {
  events: { id: string; name: string; data: unknown; cutFrom: number | null }[];
  steps: RunStep[];
  output: unknown;
  /** As of a step. */
  cutFrom: number | null;
};

export type FunctionSummary = {
  id: string;
  name: string;
  /** Event names, and schedules as `cron <expression>`. */
  triggers: string[];
  /** Runs that have not ended, and dead letters. */
  counts: Record<CountedState, number>;
};

export const countedStates = ["queued", "running", "sleeping", "waiting", "failed"] as const;
export type CountedState = (typeof countedStates)[number];

/** An event that the engine has and cannot give to any function: handling it breaks. */
export type SetAsideEvent = { id: string; name: string; receivedAt: Date; problem: string };

/** For the console alone: it knows no organisation. */
export interface RunsStore {
  /** Newest first. */
  listRuns(filter: RunsFilter): Promise<{ runs: RunSummary[]; nextCursor: string | null }>;
  /** Every function that the app has announced, also one that never ran. */
  listFunctions(): Promise<FunctionSummary[]>;
  getRun(id: string): Promise<RunDetail | null>;
  /** Ends a run that has not ended: no step of it begins any more. False when there was nothing to end. */
  cancel(id: string): Promise<boolean>;
  /** A new run with the same events. Null when there is no such run, or its function is gone. */
  replay(id: string): Promise<string | null>;
  /** Oldest first. */
  listSetAside(page: { cursor?: string; limit: number }): Promise<{
    events: SetAsideEvent[];
    nextCursor: string | null;
  }>;
  /** Has the engine try an event again that it had set aside. False when there is no such event. */
  routeAgain(eventId: string): Promise<boolean>;
}
