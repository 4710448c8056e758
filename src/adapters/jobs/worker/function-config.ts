import { z } from "zod";
import { parseExpression } from "./expression";

/** What a function announces, as far as the engine has it. */
export const FunctionConfig = z.object({
  id: z.string(),
  name: z.string(),
  triggers: z.array(
    z.union([z.object({ event: z.string(), expression: z.string().optional() }), z.object({ cron: z.string() })]),
  ),
  maxAttempts: z.number().int(),
  idempotency: z.string().optional(),
  concurrency: z.array(z.object({ limit: z.number().int(), key: z.string().optional() })),
  cancel: z.array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() })),
});
export type FunctionConfig = z.infer<typeof FunctionConfig>;

export type Announced = { config: FunctionConfig; refused: string[] };

const Limit = z.strictObject({
  limit: z.number().int().min(0),
  key: z.string().optional(),
  scope: z.string().optional(),
});

/** As the SDK sends it. What is not named here is an option that the engine does not have. */
const Announcement = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(z.looseObject({ event: z.string().optional(), cron: z.string().optional() })),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.looseObject({ attempts: z.number().int().min(0).optional() }).optional() }),
  ),
  idempotency: z.string().optional(),
  concurrency: z.union([z.number().int().min(0), Limit, z.array(Limit)]).optional(),
  cancel: z
    .array(z.looseObject({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
});

const known = {
  function: ["id", "name", "triggers", "steps", "idempotency", "concurrency", "cancel"],
  trigger: ["event", "expression", "cron"],
  step: ["id", "name", "runtime", "retries"],
  retries: ["attempts"],
  cancel: ["event", "if", "timeout"],
};
const defaultRetries = 3;
const innerEvents = ["inngest/function.failed", "inngest/function.cancelled"];

/** Reads what one function announces. Throws a ZodError on what is not an announcement at all. */
export function readAnnouncement(input: unknown): Announced {
  const announced = Announcement.parse(input);
  const refused = new Set(unknownIn(announced, known.function));
  const may = (name: string, expression: string | undefined, roots: string[]) => {
    if (expression === undefined) return;
    try {
      parseExpression(expression, roots);
    } catch {
      refused.add(name);
    }
  };

  const triggers: FunctionConfig["triggers"] = [];
  for (const { event, cron, ...rest } of announced.triggers) {
    for (const name of unknownIn(rest, known.trigger)) refused.add(`triggers.${name}`);
    const expression = typeof rest.expression === "string" ? rest.expression : undefined;
    may("triggers.if", expression, ["event"]);
    if (cron !== undefined) triggers.push({ cron });
    if (event === undefined) continue;
    if (event.includes("*")) refused.add("triggers.event with a wildcard");
    if (event === "inngest/deferred.schedule") refused.add("defer");
    else if (event.startsWith("inngest/") && !innerEvents.includes(event)) refused.add(event);
    triggers.push(expression === undefined ? { event } : { event, expression });
  }

  const steps = Object.values(announced.steps);
  for (const step of steps) {
    for (const name of unknownIn(step, known.step)) refused.add(`steps.${name}`);
    for (const name of unknownIn(step.retries ?? {}, known.retries)) refused.add(`retries.${name}`);
  }

  const concurrency = limitsOf(announced.concurrency).map(({ limit, key, scope }) => {
    if (scope !== undefined && scope !== "fn") refused.add(`concurrency.scope "${scope}"`);
    may("concurrency.key", key, ["event"]);
    return key === undefined ? { limit } : { limit, key };
  });
  may("idempotency", announced.idempotency, ["event"]);

  const cancel = (announced.cancel ?? []).map((entry) => {
    for (const name of unknownIn(entry, known.cancel)) refused.add(`cancelOn.${name}`);
    may("cancelOn.if", entry.if, ["event", "async"]);
    const { event, timeout } = entry;
    return {
      event,
      ...(entry.if === undefined ? {} : { if: entry.if }),
      ...(timeout === undefined ? {} : { timeout }),
    };
  });

  return {
    config: {
      id: announced.id,
      name: announced.name ?? announced.id,
      triggers,
      maxAttempts: (steps[0]?.retries?.attempts ?? defaultRetries) + 1,
      ...(announced.idempotency === undefined ? {} : { idempotency: announced.idempotency }),
      // No limit at all is what 0 means.
      concurrency: concurrency.filter(({ limit }) => limit > 0),
      cancel,
    },
    refused: [...refused],
  };
}

/** What to tell whoever wrote the function. */
export function refusal(id: string, options: readonly string[]): string {
  return (
    `The function ${id} uses ${options.join(", ")}, which this worker does not have: it is for one machine and stays ` +
    "small. Do without, or point INNGEST_BASE_URL or INNGEST_EVENT_KEY at an Inngest, which runs the same function."
  );
}

function limitsOf(given: z.infer<typeof Announcement>["concurrency"]): z.infer<typeof Limit>[] {
  if (given === undefined) return [];
  if (typeof given === "number") return [{ limit: given }];
  return Array.isArray(given) ? given : [given];
}

function unknownIn(value: object, names: readonly string[]): string[] {
  return Object.entries(value).flatMap(([name, member]) =>
    member === undefined || member === null || names.includes(name) ? [] : [name],
  );
}
