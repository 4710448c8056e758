import type { z } from "zod";
import type { OrgDb, Sql } from "./db";
import type { EventDefinition } from "./events";
import { noteEmission } from "./outbox-wake";
import { carryTrace } from "./telemetry/carry-trace";

/**
 * Emits an event in the caller's own transaction: it is delivered, at least once and in the order of its
 * organisation, if and only if that transaction commits.
 * @param db the transaction: of `inOrg` or `inPlatform`, or a plain client that has begun one.
 * @param options.orgId whose event it is; null for the platform's own. Inside `inOrg` only that organisation's.
 * @param options.key the same key of the same organisation is one event for 30 days: the second call emits
 * nothing and returns the first one's id.
 * @throws ZodError when the data does not fit the event's schema.
 */
export async function emitEvent<Data extends z.ZodType>(
  db: OrgDb | Sql,
  event: EventDefinition<string, Data>,
  data: z.input<Data>,
  options: { orgId: string | null; key?: string },
): Promise<{ eventId: string }> {
  const json = JSON.stringify(event.data.parse(data));
  const key = options.key ?? null;
  await carryTrace(db);
  const eventId = await ("$queryRaw" in db
    ? emitByPrisma(db, event, json, options.orgId, key)
    : emitByClient(db, event, json, options.orgId, key));
  if (eventId === undefined) throw new Error(`event ${event.name} was not written`);
  noteEmission(db);
  return { eventId };
}

type Id = { id: string };

async function emitByPrisma(db: OrgDb, event: EventDefinition, json: string, orgId: string | null, key: string | null) {
  const rows = await db.$queryRaw<Id[]>`
    SELECT app_emit_event(${orgId}::uuid, ${event.name}, ${event.version}::int, ${json}::jsonb, ${key}) AS id`;
  return rows[0]?.id;
}

async function emitByClient(db: Sql, event: EventDefinition, json: string, orgId: string | null, key: string | null) {
  const { rows } = await db.query<Id>("SELECT app_emit_event($1::uuid, $2, $3::int, $4::jsonb, $5) AS id", [
    orgId,
    event.name,
    event.version,
    json,
    key,
  ]);
  return rows[0]?.id;
}
