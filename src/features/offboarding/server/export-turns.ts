import { AppError } from "~/lib/app-error";

/** Each holds a connection of the database while it reads rows: so many of a process's may be held so. */
const atOnce = 3;

/** Which organisations are being exported by this process. */
const running = new Set<string>();

/**
 * Takes a turn, one of an organisation's at a time. Throws `export_running`, `busy`.
 * @returns what ends it; harmless to call again.
 */
export function takeExportTurn(orgId: string): () => void {
  if (running.has(orgId)) throw new AppError("export_running", "the organisation is being exported already");
  if (running.size >= atOnce) {
    throw new AppError("busy", "others are being exported", { details: { retryAfterSeconds: 30 } });
  }
  running.add(orgId);
  let isOver = false;
  return () => {
    if (!isOver) running.delete(orgId);
    isOver = true;
  };
}
