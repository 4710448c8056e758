import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import { GiveUpError } from "~/server/job-errors";
import { answerPingRow } from "./pings.repository";

/** The whole of the function `system-ping`. Harmless to repeat. One that is told to fail shows what a failed run looks like. */
export async function answerPing(backend: Backend, ping: { nonce: string; fail?: boolean | undefined }): Promise<void> {
  if (ping.fail === true) throw new GiveUpError("This run was told to fail.");
  await inPlatform(backend.database, (db) => answerPingRow(db, ping.nonce));
}
