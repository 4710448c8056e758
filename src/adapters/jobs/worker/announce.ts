import { CronExpressionParser } from "cron-parser";
import type { PgBoss } from "pg-boss";
import { z } from "zod";
import type { App } from "./ask-app";
import { canonicalJson } from "./canonical-json";
import { type Announced, readAnnouncement, refusal } from "./function-config";
import { beginMissed, findMissed } from "./missed-events";
import { QUEUE, queueDb } from "./queue";
import { isSigned, sign } from "./signature";
import type { Sql } from "./sql";
import { jobOf } from "./tick";

/** More than any clock is ever put back. */
const LONGEST_REPEAT_MS = 3 * 3_600_000;

const Answer = z.looseObject({ app_id: z.string(), functions: z.array(z.unknown()) });

/** Asks the app for its functions. Throws an error that says why it did not tell. */
export async function fetchAnnouncements(app: App): Promise<Announced[]> {
  const body = canonicalJson({ url: app.serveUrl });
  const [key] = app.signingKeys;
  const answer = await app.http.send({
    method: "PUT",
    url: app.serveUrl,
    body,
    headers: {
      "x-inngest-sync-kind": "in_band",
      ...(key === undefined ? {} : { "x-inngest-signature": sign(body, key) }),
    },
  });
  if (answer.status !== 200) throw new Error(`${app.serveUrl} answered ${answer.status}: ${answer.body.slice(0, 200)}`);
  if (key !== undefined && !isSigned(answer.body, answer.headers["x-inngest-signature"], app.signingKeys)) {
    throw new Error(`${app.serveUrl} did not sign its functions with our key`);
  }
  return Answer.parse(JSON.parse(answer.body)).functions.map(readAnnouncement);
}

/**
 * Keeps what the app announced, retires the rest, starts the schedules that are new, and begins the runs of events
 * that came since the app was asked last and that a new function wants.
 * @param options.hasSchedules false where something else strikes them.
 * @returns what is refused and why, one text for each function.
 */
export async function keepAnnouncements(
  boss: PgBoss,
  sql: Sql,
  serveUrl: string,
  announced: Announced[],
  options: { hasSchedules: boolean },
): Promise<string[]> {
  const checked = announced.map(({ config, refused }) => ({
    config,
    refused: [...refused, ...badSchedules(config.triggers)],
  }));
  const missed = await findMissed(
    sql,
    checked.filter(({ refused }) => refused.length === 0).map(({ config }) => config),
  );
  for (const { config, refused } of checked) {
    await sql.query(
      `INSERT INTO job_function (id, serve_url, name, config, triggers, refused) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET serve_url = excluded.serve_url, name = excluded.name, config = excluded.config,
         triggers = excluded.triggers, refused = excluded.refused, announced_at = clock_timestamp(), retired_at = NULL`,
      [
        config.id,
        serveUrl,
        config.name,
        JSON.stringify(config),
        config.triggers.map((trigger) => ("cron" in trigger ? `cron ${trigger.cron}` : trigger.event)),
        refused,
      ],
    );
    if (refused.length > 0 || !options.hasSchedules) continue;
    for (const trigger of config.triggers)
      if ("cron" in trigger) await sendNextCron(boss, sql, config.id, trigger.cron);
  }
  // One application works on this database: what it does not name is not there, wherever it was served before.
  await sql.query(
    "UPDATE job_function SET retired_at = clock_timestamp() WHERE retired_at IS NULL AND NOT id = ANY ($1)",
    [announced.map(({ config }) => config.id)],
  );
  await beginMissed(sql, missed);
  const { rows } = await sql.query<{ id: string; refused: string[] }>(
    "SELECT id, refused FROM job_function WHERE retired_at IS NULL AND refused <> '{}' ORDER BY id",
  );
  return rows.map(({ id, refused }) => refusal(id, refused));
}

/** The next time of a schedule is one job, whoever sends it and however often. */
export async function sendNextCron(
  boss: PgBoss,
  sql: Sql,
  functionId: string,
  cron: string,
  afterMs = 0,
): Promise<void> {
  const at = nextTime(cron, Math.max(afterMs, Date.now()));
  await boss.insert(QUEUE, [jobOf({ tick: { kind: "cron", function: functionId, cron, at }, at })], {
    db: queueDb(sql),
  });
}

/** When `cron` strikes next, in milliseconds of the epoch. A time zone may stand before it: `TZ=Europe/Paris 0 9 * * *`. */
export function nextTime(cron: string, afterMs: number): number {
  const [, zone, expression] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.+)$/.exec(cron.trim()) ?? [];
  // Counted from before it: begun in the middle of an hour that a clock repeats, nobody would know that it struck already.
  const currentDate = new Date(afterMs - LONGEST_REPEAT_MS);
  const parsed = CronExpressionParser.parse(expression ?? "", { currentDate, tz: zone ?? "UTC" });
  let at = parsed.next().getTime();
  while (at <= afterMs) at = parsed.next().getTime();
  return at;
}

function badSchedules(triggers: Announced["config"]["triggers"]): string[] {
  return triggers.flatMap((trigger) => {
    if (!("cron" in trigger)) return [];
    try {
      nextTime(trigger.cron, Date.now());
      return [];
    } catch {
      return [`the schedule "${trigger.cron}"`];
    }
  });
}
