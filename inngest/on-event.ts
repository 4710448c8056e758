import { z } from "zod";
import type { Backend } from "~/server/context";
import { type EventDefinition, type ReceivedEvent, readEvent, traceOf } from "~/server/events";
import { noteWho } from "~/server/request-context";
import { inngest } from "./client";
import { runJob } from "./run-job";

type Work<Data extends z.ZodType> = (backend: Backend, event: ReceivedEvent<Data>) => Promise<unknown>;

type EventFunction<Data extends z.ZodType> = {
  /** As everybody sees it who runs the platform; never changed. */
  id: string;
  name: string;
  event: EventDefinition<string, Data>;
  /** Attempts after the first one, further and further apart. */
  retries: Retries;
  /** Most runs at once, in all or for each value of `key`. */
  concurrency?: { limit: number; key?: string };
  /** When there are no more attempts. */
  onFailure?: Work<Data>;
};

type Retries = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/**
 * A function that one kind of event begins, and that is one step of one job. A message of another version or
 * shape is refused before anything is done: its run fails at once and is kept.
 */
export function onEvent<Data extends z.ZodType>(options: EventFunction<Data>, work: Work<Data>) {
  const { id, name, event: definition, retries, concurrency, onFailure } = options;
  const run = (given: unknown, runId: string, attempt: number, job: Work<Data>) => {
    const event = withData(given);
    return runJob({ functionId: id, runId, attempt, trace: traceOf(event) }, (backend) => {
      const received = readEvent(definition, event);
      if (received.orgId !== null) noteWho({ orgId: received.orgId });
      return job(backend, received);
    });
  };
  return inngest.createFunction(
    {
      id,
      name,
      retries,
      triggers: [{ event: definition.name }],
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(onFailure === undefined
        ? {}
        : {
            onFailure: ({ event, runId, attempt, step }) =>
              step.run({ id: "after-failure", name: "After the last attempt" }, () =>
                // What nobody could read has begun nothing that would have to be ended.
                isReadable(definition, event.data.event)
                  ? run(event.data.event, runId, attempt, onFailure)
                  : Promise.resolve("unreadable"),
              ),
          }),
    },
    ({ event, runId, attempt, step }) => step.run({ id: "work", name }, () => run(event, runId, attempt, work)),
  );
}

function isReadable(definition: EventDefinition, given: unknown): boolean {
  try {
    readEvent(definition, withData(given));
    return true;
  } catch {
    return false;
  }
}

function withData(given: unknown): { id?: string; data?: unknown } {
  return Given.safeParse(given).data ?? {};
}

const Given = z.object({ id: z.string().optional(), data: z.unknown() });
