import type { Backend } from "~/server/context";
import { deleteDiscarded } from "../server/delete-discarded.job";
import { sweepFiles } from "../server/sweep-files.job";

/** What the background functions do about discarded files, at once. */
export function deleteNow(backend: Backend, fileIds: readonly string[]): Promise<number> {
  return deleteDiscarded(backend, fileIds);
}

/** The sweep as it comes a day later. */
export async function sweepTomorrow(backend: Backend): Promise<void> {
  await sweepFiles(backend, { now: new Date(Date.now() + 25 * 3_600_000) });
}
