import { AppError } from "~/lib/app-error";
import { bytesOfFile, type Reader } from "../attachments";
import type { HistoryMessage } from "../fit-history";

/** Most bytes of files that answers of one process hold at once; each is there several times over while it is sent. */
const mostBytes = 160 * 1024 * 1024;

let held = 0;

/**
 * Does the work while its files are counted as held. Where too many are, it is refused for a moment rather than
 * taken on with memory that is not there.
 */
export async function holdingFiles<T>(
  model: Reader,
  messages: readonly HistoryMessage[],
  work: () => Promise<T>,
  most = mostBytes,
): Promise<T> {
  const bytes = messages.flatMap(({ sent = [] }) => sent).reduce((sum, file) => sum + bytesOfFile(model, file), 0);
  if (bytes === 0) return work();
  if (held + bytes > most) {
    throw new AppError("unavailable", `${held} bytes of files are on their way`, { details: { retryAfterSeconds: 2 } });
  }
  held += bytes;
  try {
    return await work();
  } finally {
    held -= bytes;
  }
}
