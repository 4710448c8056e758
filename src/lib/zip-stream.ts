import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export type ZipEntry = {
  /** With slashes, and no part of it `.` or `..`. */
  path: string;
  content: AsyncIterable<Uint8Array>;
  /** Whether it is worth the processor to make it smaller. */
  isCompressible: boolean;
};

/**
 * A ZIP archive that is made while it is read: one entry at a time, of each no more than is taken. Its directory comes
 * last, so that an archive that was cut off does not open. Ending the iteration ends the entry at hand; an entry that
 * throws ends the archive.
 * @param at the time that the entries bear.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array, void> {
  const zip = new ZipFile();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new Error("the archive is no stream that can be ended");
  zip.on("error", (error: Error) => output.destroy(error));
  let current: Readable | null = null;
  let isOver = false;
  const feed = async () => {
    for await (const { path, content, isCompressible } of entries) {
      if (isOver) return;
      current = Readable.from(content, { objectMode: false });
      zip.addReadStream(current, path, { mtime: at, compress: isCompressible });
      await finished(current);
    }
    zip.end();
  };
  const feeding = feed().catch((error: Error) => output.destroy(error));
  try {
    for await (const chunk of output) yield chunk;
  } finally {
    isOver = true;
    output.destroy();
    endStream(current);
    await feeding;
  }
}

function endStream(stream: Readable | null): void {
  stream?.destroy();
}
