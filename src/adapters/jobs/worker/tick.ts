import { z } from "zod";
import { deterministicId } from "./deterministic-id";

/** Names the tick that a request is for. The app does the work of one once, however often it is asked. */
export const TICK_HEADER = "x-worker-tick";

const counted = {
  postponed: z.number().int(),
  parked: z.number().int(),
  /** Since when it waits for a slot, in milliseconds of the epoch; only of one that was parked. */
  dueMs: z.number().optional(),
};

/** Something that is due. `look` asks the function for its next steps, `step` runs one that it named. */
export const Tick = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("look"),
    run: z.string(),
    generation: z.number().int(),
    attempt: z.number().int(),
    ...counted,
  }),
  z.object({ kind: z.literal("step"), run: z.string(), step: z.string(), attempt: z.number().int(), ...counted }),
  z.object({ kind: z.literal("wake"), run: z.string(), step: z.string() }),
  z.object({ kind: z.literal("cron"), function: z.string(), cron: z.string(), at: z.number() }),
]);
export type Tick = z.infer<typeof Tick>;
export type RequestTick = Extract<Tick, { kind: "look" | "step" }>;

/** A tick and when it is due, in milliseconds of the epoch; `null` is now. */
export type DueTick = { tick: Tick; at: number | null };

/** Ticks made twice are one: pg-boss keeps a single job of an id. */
export function tickId(tick: Tick): string {
  if (tick.kind === "cron") return deterministicId("cron", tick.function, tick.cron, tick.at);
  if (tick.kind === "wake") return deterministicId("wake", tick.run, tick.step);
  const where = tick.kind === "look" ? tick.generation : tick.step;
  return deterministicId(tick.kind, tick.run, where, tick.attempt, tick.postponed, tick.parked);
}

export function lookTick(run: string, generation: number, attempt = 0): RequestTick {
  return { kind: "look", run, generation, attempt, postponed: 0, parked: 0 };
}

export function stepTick(run: string, step: string, attempt = 0): RequestTick {
  return { kind: "step", run, step, attempt, postponed: 0, parked: 0 };
}

/** For pg-boss. */
export function jobOf({ tick, at }: DueTick): { id: string; data: Tick; startAfter?: Date } {
  return { id: tickId(tick), data: tick, ...(at === null ? {} : { startAfter: new Date(at) }) };
}
