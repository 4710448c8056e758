import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readZip } from "~/testing/read-zip";
import { type ZipEntry, zipStream } from "./zip-stream";

const at = new Date("2026-12-01T10:00:00Z");
const bytes = (text: string) => new TextEncoder().encode(text);

async function* entriesOf(...entries: ZipEntry[]): AsyncGenerator<ZipEntry> {
  yield* entries;
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}

async function gather(archive: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("what goes in comes out: compressed, stored and empty entries, names in every script", async () => {
  const archive = zipStream(
    entriesOf(
      { path: "a.jsonl", content: pieces("one ", "two"), isCompressible: true },
      { path: "files/1/Счёт №7.pdf", content: pieces("stored"), isCompressible: false },
      { path: "empty.jsonl", content: pieces(), isCompressible: true },
    ),
    at,
  );
  const found = await readZip(await gather(archive));
  expect(Object.fromEntries([...found].map(([path, content]) => [path, content.toString()]))).toEqual({
    "a.jsonl": "one two",
    "files/1/Счёт №7.pdf": "stored",
    "empty.jsonl": "",
  });
});

test("nothing is made that nobody takes, and whoever leaves ends the entry at hand and those behind it", async () => {
  let made = 0;
  const ended: string[] = [];
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        made += 1;
        yield Buffer.alloc(64 * 1024, made);
      }
    } finally {
      ended.push("entry");
    }
  }
  async function* both(): AsyncGenerator<ZipEntry> {
    try {
      yield { path: "endless", content: endless(), isCompressible: false };
      yield { path: "never", content: pieces("never"), isCompressible: false };
    } finally {
      ended.push("entries");
    }
  }
  const archive = zipStream(both(), at);
  await archive.next();
  await sleep(50);
  // A few pieces wait in the buffers between; not more, however long nobody reads.
  expect(made).toBeLessThan(10);
  await archive.return();
  expect(ended.sort()).toEqual(["entries", "entry"]);
});

test("an entry that breaks ends the archive, which does not open", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes("so far");
    throw new Error("the disk is gone");
  }
  const taken: Uint8Array[] = [];
  const reading = async () => {
    const whole = entriesOf({ path: "a", content: pieces("whole"), isCompressible: false });
    async function* all() {
      yield* whole;
      yield { path: "b", content: broken(), isCompressible: false };
    }
    for await (const chunk of zipStream(all(), at)) taken.push(chunk);
  };
  await expect(reading()).rejects.toThrow("the disk is gone");
  await expect(readZip(Buffer.concat(taken))).rejects.toThrow();
});
