import type { FilesPort } from "~/adapters/files/files.port";
import { incomingKeyOf } from "./file-keys";
import { uploadSeconds } from "./start-upload.service";
import type { DiscardedFile } from "./swept-files.repository";

/** What was deleted, and what went wrong with the others. */
export type Deletion<Item> = { done: Item[]; failures: unknown[] };

/** A place that is away altogether is not asked for each of thousands. */
const hopeless = 5;
const perCall = 100;
/** A link is not believed to have ended on the second. */
const graceSeconds = 60;

/** Deletes the bytes of each file: one that the place will not give up keeps none of the others. */
export function deleteBytes(
  files: FilesPort,
  discarded: readonly DiscardedFile[],
  now: Date,
): Promise<Deletion<DiscardedFile>> {
  return each(discarded, async (file) => {
    const incoming = incomingKeyOf(file);
    const ends = file.createdAt.getTime() + (uploadSeconds + graceSeconds) * 1000;
    // Whoever has the link could send more, which no row would tell of: it is shut, and the sweep takes what shuts it.
    if (ends > now.getTime()) {
      if (file.key !== incoming) await files.delete([file.key]);
      await files.spend(incoming);
    } else await files.delete([...new Set([file.key, incoming])]);
  });
}

/** The same with bytes that no file is known to have; many at a time while nothing fails. */
export async function deleteKeys(files: FilesPort, keys: readonly string[]): Promise<Deletion<string>> {
  const done: string[] = [];
  const failures: unknown[] = [];
  for (let at = 0; at < keys.length && failures.length < hopeless; at += perCall) {
    const some = keys.slice(at, at + perCall);
    const deletion = await files.delete(some).then(
      () => ({ done: some, failures: [] }),
      () => each(some, (key) => files.delete([key])),
    );
    done.push(...deletion.done);
    failures.push(...deletion.failures);
  }
  return { done, failures };
}

/** Tells, at the end of everything that could be done, what could not. */
export function throwFailures(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  const [first] = failures;
  const reason = first instanceof Error ? first.message : String(first);
  throw new AggregateError(failures, `${failures.length} could not be deleted: ${reason}`);
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<Deletion<Item>> {
  const done: Item[] = [];
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
      done.push(item);
    } catch (error) {
      failures.push(error);
      if (done.length === 0 && failures.length === hopeless) break;
    }
  }
  return { done, failures };
}
