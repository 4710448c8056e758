import { randomUUID } from "node:crypto";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { emitEvent } from "~/server/outbox";
import { systemPing } from "../ping.events";
import { findPing, insertPing } from "./pings.repository";
import type { TestRun } from "./test-run";
import { untilTrue } from "./until-true";

const emitMs = 10_000;
const deliverMs = 20_000;
const completeMs = 30_000;

/** Emits an event as any service does, and waits until the function that answers it has run. */
export async function tryJobs(run: TestRun, { backend }: UserScope): Promise<void> {
  const nonce = randomUUID();
  let eventId = "";
  await run.step("emit", emitMs, async () => {
    eventId = await inPlatform(backend.database, async (db) => {
      await insertPing(db, nonce);
      return (await emitEvent(db, systemPing, { nonce }, { orgId: null })).eventId;
    });
    return systemPing.name;
  });
  const progress = () => inPlatform(backend.database, (db) => findPing(db, nonce, eventId));
  await run.step("deliver", deliverMs, (signal) => untilTrue(async () => (await progress()).isDelivered, signal));
  await run.step("complete", completeMs, (signal) => untilTrue(async () => (await progress()).isAnswered, signal));
}
