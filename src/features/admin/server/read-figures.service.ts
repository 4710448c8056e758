import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import type { Figure } from "~/server/telemetry/metrics";
import { findLastCheckRun } from "./checks.repository";
import { findEngineBacklog, findOpenRuns, findPlatformFigures, findWorkers } from "./figures.repository";
import { findPortHealth } from "./port-health.repository";

const patienceMs = 4_000;
/** More than that is an alarm anyway. */
const mostCounted = 1_000_000;
const ucrPerCredit = 1e6;
/** They are asked once a minute. */
const portsKnownForMs = 3 * 60_000;
/** States that are always told, so that a queue that is empty says 0 instead of nothing. */
const openStates = ["queued", "running", "sleeping", "waiting"];

/**
 * What is looked up when somebody asks for the metrics: money, queues, workers, ports, the last check of the
 * ledger. A database that does not answer is a figure too: the process's own are told anyway.
 */
export async function readFigures(backend: Backend): Promise<Figure[]> {
  const { pool } = backend.database;
  const connections: Figure[] = [
    { name: "database_connections", help: "Connections of this process.", value: pool.totalCount },
    { name: "database_connections_idle", help: "Connections that nobody uses.", value: pool.idleCount },
    { name: "database_waiting", help: "Requests that wait for a connection.", value: pool.waitingCount },
  ];
  const stored = await withinPatience(readStored(backend)).catch(() => null);
  const up: Figure = { name: "database_up", help: "1 when the database answers.", value: stored === null ? 0 : 1 };
  return [up, ...connections, ...(stored ?? [])];
}

async function readStored(backend: Backend): Promise<Figure[]> {
  const { pool } = backend.database;
  const [platform, workers, runs, backlog] = await Promise.all([
    inPlatform(backend.database, async (db) => {
      await db.$executeRaw`SELECT set_config('statement_timeout', ${String(patienceMs)}, true)`;
      return [
        ...moneyFigures(await findPlatformFigures(db)),
        ...ledgerFigures(await findLastCheckRun(db)),
        ...portFigures(await findPortHealth(db)),
      ];
    }),
    findWorkers(pool),
    findOpenRuns(pool),
    findEngineBacklog(pool, mostCounted),
  ]);
  const open = new Map(runs.map((row) => [row.state, row]));
  return [
    ...platform,
    { name: "workers", help: "Workers that are alive.", value: workers.workers },
    {
      name: "worker_beat_age_seconds",
      help: "Since the last sign of life of any; -1: never.",
      value: workers.beatSeconds,
    },
    { name: "events_unrouted", help: "Events delivered that no function has yet.", value: backlog.unrouted },
    { name: "events_unrouted_oldest_seconds", help: "Age of the oldest of them.", value: backlog.unroutedSeconds },
    { name: "events_set_aside", help: "Events that cannot be handled at all.", value: backlog.setAside },
    ...openStates.flatMap((state): Figure[] => [
      { name: "jobs_open", help: "Runs that have not ended.", value: open.get(state)?.runs ?? 0, labels: { state } },
      {
        name: "jobs_oldest_seconds",
        help: "Age of the oldest run that has not ended.",
        value: open.get(state)?.oldestSeconds ?? 0,
        labels: { state },
      },
    ]),
  ];
}

function moneyFigures(found: Awaited<ReturnType<typeof findPlatformFigures>>): Figure[] {
  const credits = (ucr: bigint) => Number(ucr) / ucrPerCredit;
  return [
    { name: "organizations", help: "Organisations with an account.", value: found.organizations },
    { name: "credits_posted", help: "Credits that organisations have.", value: credits(found.posted) },
    { name: "credits_held", help: "Credits set aside for running calls.", value: credits(found.held) },
    { name: "credits_debt", help: "Credits that organisations owe.", value: credits(found.debt) },
    { name: "credits_charged_today", help: "Credits charged since midnight UTC.", value: credits(found.chargedToday) },
    { name: "holds_open", help: "Calls that credits are set aside for.", value: found.openHolds },
    { name: "holds_overdue", help: "Of those, past their end: the sweeper is late.", value: found.overdueHolds },
    { name: "outbox_waiting", help: "Events that were not delivered yet.", value: found.outboxWaiting },
    { name: "outbox_oldest_seconds", help: "Age of the oldest of them.", value: found.outboxSeconds },
    { name: "outbox_dead", help: "Events that were given up.", value: found.outboxDead },
    { name: "mails_waiting", help: "Mails that were not handed over yet.", value: found.mailsWaiting },
    { name: "mails_oldest_seconds", help: "Age of the oldest of them.", value: found.mailsSeconds },
  ];
}

function ledgerFigures(run: Awaited<ReturnType<typeof findLastCheckRun>>): Figure[] {
  if (run === null) return [];
  return [
    {
      name: "ledger_check_age_seconds",
      help: "Since the ledger was last held against its invariants.",
      value: (Date.now() - run.checkedAt.getTime()) / 1_000,
    },
    ...run.results.map(({ invariant, violations }) => ({
      name: "ledger_violations",
      help: "Violations that the last check found.",
      value: violations,
      labels: { invariant },
    })),
  ];
}

/** Ports are asked by a background function: where those stand still, nobody knows whether anything answers. */
function portFigures(ports: Awaited<ReturnType<typeof findPortHealth>>): Figure[] {
  const now = Date.now();
  return [
    ...ports.map(({ port, adapter, isOk, checkedAt }) => ({
      name: "port_up",
      help: "1 when the adapter was asked within three minutes and answered.",
      value: isOk && now - checkedAt.getTime() <= portsKnownForMs ? 1 : 0,
      labels: { port, adapter },
    })),
    ...ports.map(({ port, adapter, checkedAt }) => ({
      name: "port_check_age_seconds",
      help: "Since the adapter was last asked.",
      value: Math.max(0, now - checkedAt.getTime()) / 1_000,
      labels: { port, adapter },
    })),
  ];
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), patienceMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
