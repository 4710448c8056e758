import { z } from "zod";
import { runStates } from "~/adapters/jobs/jobs.port";

const id = z.uuid();
const functionId = z.string().min(1).max(200);

/** Newest first; `cursor` is the `nextCursor` of the page before. */
export const ListRunsInput = z.strictObject({
  functionId: functionId.optional(),
  state: z.enum(runStates).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListRunsInput = z.output<typeof ListRunsInput>;

export const RunInput = z.strictObject({ runId: id });

/** Oldest first; `cursor` is the `nextCursor` of the page before. `dead`: those that are not tried any more. */
export const UndeliveredInput = z.strictObject({
  dead: z.boolean(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type UndeliveredInput = z.output<typeof UndeliveredInput>;

/** Oldest first, as above. */
export const SetAsideInput = UndeliveredInput.omit({ dead: true });
export type SetAsideInput = z.output<typeof SetAsideInput>;

export const EventInput = z.strictObject({ eventId: id });

/** Of an event that the engine has: those of the SDK and of schedules are no UUIDs. */
export const EngineEventInput = z.strictObject({ eventId: z.string().min(1).max(200) });

export const PingInput = z.strictObject({ fail: z.boolean() });
