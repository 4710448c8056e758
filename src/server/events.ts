import { z } from "zod";

/**
 * A kind of event: its name, the version of its payload's shape, and the shape. The payload must survive
 * JSON and be parsed by the schema again: text, numbers, flags, lists and objects of them.
 */
export type EventDefinition<Name extends string = string, Data extends z.ZodType = z.ZodType> = {
  readonly name: Name;
  readonly version: number;
  readonly data: Data;
};

/** What a job gets: the payload as its schema describes it, and whose it is. */
export type ReceivedEvent<Data extends z.ZodType> = { id: string; orgId: string | null; payload: z.output<Data> };

/**
 * A message that this version of the application cannot read: of another version, or of another shape.
 * Trying again does not help, so whoever gets it gives up at once and the message is kept.
 */
export class UnreadableEventError extends Error {
  readonly eventName: string;
  readonly reason: "version" | "shape";

  constructor(eventName: string, reason: "version" | "shape", message: string) {
    super(message);
    this.name = "UnreadableEventError";
    this.eventName = eventName;
    this.reason = reason;
  }
}

/** Declares a kind of event; a feature keeps its own in `<feature>.events.ts`. A changed shape is a new version. */
export function defineEvent<Name extends string, Data extends z.ZodType>(
  name: Name,
  version: number,
  data: Data,
): EventDefinition<Name, Data> {
  return { name, version, data };
}

const Envelope = z.object({
  version: z.int(),
  orgId: z.uuid().nullable(),
  payload: z.unknown(),
  trace: z.string().max(60).optional(),
});

/**
 * What travels to the engine as an event's data: the payload, the version of its shape, whose it is, and, where
 * traces are kept, the W3C header of the one that it belongs to.
 */
export type EventEnvelope = z.infer<typeof Envelope>;

/** The trace that an event belongs to; null where none is kept. */
export function traceOf(event: { data?: unknown }): string | null {
  return Envelope.safeParse(event.data).data?.trace ?? null;
}

/**
 * Reads what an engine delivers, before anything is done with it.
 * @throws UnreadableEventError when it has another version than the declared one, or does not fit its shape.
 */
export function readEvent<Data extends z.ZodType>(
  definition: EventDefinition<string, Data>,
  event: { id?: string | undefined; data?: unknown },
): ReceivedEvent<Data> {
  const { name, version } = definition;
  const envelope = Envelope.safeParse(event.data);
  if (!envelope.success) {
    throw new UnreadableEventError(name, "shape", `${name}: no envelope: ${z.prettifyError(envelope.error)}`);
  }
  if (envelope.data.version !== version) {
    const found = `${name}: version ${envelope.data.version} came, version ${version} is understood`;
    throw new UnreadableEventError(name, "version", found);
  }
  const payload = definition.data.safeParse(envelope.data.payload);
  if (!payload.success) {
    throw new UnreadableEventError(name, "shape", `${name}: ${z.prettifyError(payload.error)}`);
  }
  return { id: event.id ?? "", orgId: envelope.data.orgId, payload: payload.data };
}
