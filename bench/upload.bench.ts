import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { createFolderFiles } from "~/adapters/files/folder-files";
import { streamOf } from "~/lib/stream-of";
import { startBenchInstallation } from "./installation";
import { type Figure, interleave, rounded } from "./interleave";
import { peakMemory } from "./processes";
import { benchFinish } from "./upload-finish";

const appCommand = /counterpart-app|server-app\/main/;
const megabyte = 1024 * 1024;
const sizes = [1, 50, 200];

/**
 * Uploads through signed links of the production server, and the way back: what memory the application's process adds
 * at its peak, in megabytes, for small and large files. It is constant when a large one adds no more than a small one.
 */
export async function benchUpload(options: { rounds: number }) {
  const links = await benchLinks(options);
  const finished: Record<string, number> = {};
  for (const provider of ["folder", "s3", "uploadthing"] as const) {
    const figures = await benchFinish(provider, options.rounds);
    for (const [name, { median }] of Object.entries(figures)) finished[name] = rounded(median);
    console.log("upload:", JSON.stringify(finished));
    assertConstant(figures);
  }
  return { ...links, finished };
}

/** What a file of any size may add at the peak: buffers, and what the collector had not taken yet. */
const mostAdded = 100;

function assertConstant(figures: Record<string, Figure>): void {
  for (const [name, { median }] of Object.entries(figures)) {
    if (median > mostAdded) throw new Error(`${name}: ${rounded(median)} MB of memory added, ${mostAdded} allowed`);
  }
}

async function benchLinks(options: { rounds: number }) {
  const secret = randomUUID() + randomUUID();
  const ours = await startBenchInstallation("http://127.0.0.1:9", { AUTH_SECRET: secret });
  // Makes links as the application does; stores nothing itself.
  const signer = createFolderFiles({ root: tmpdir(), secret });
  const rates: number[] = [];

  const send = async (size: number): Promise<string> => {
    const key = `bench/${randomUUID()}`;
    const target = await signer.uploadTarget({ key, contentType: "audio/mpeg", size, expiresInSeconds: 600 });
    const headers = { ...target.headers, "content-length": String(size) };
    const init = Object.assign({ method: "PUT", headers, body: streamOf(zeros(size)) }, { duplex: "half" });
    const started = performance.now();
    const response = await fetch(ours.baseUrl + target.url, init);
    if (!response.ok)
      throw new Error(`an upload of ${size} bytes answered ${response.status}: ${await response.text()}`);
    rates.push(size / megabyte / ((performance.now() - started) / 1000));
    return key;
  };
  const fetchBack = async (key: string): Promise<void> => {
    const url = await signer.downloadUrl({
      key,
      fileName: "a.mp3",
      contentType: "audio/mpeg",
      disposition: "attachment",
      expiresInSeconds: 600,
    });
    const response = await fetch(ours.baseUrl + url);
    if (response.body !== null) for await (const _ of response.body);
  };
  const added = async (work: () => Promise<void>): Promise<number> => {
    const { before, peak } = await peakMemory(ours.launcherPid, appCommand, work);
    return (peak - before) / megabyte;
  };

  try {
    // Loads and compiles what the first upload needs.
    for (const size of sizes) await fetchBack(await send(size * megabyte));
    const kept = new Map<number, string>();
    const figures = await interleave(
      sizes.flatMap((size) => [
        {
          name: `${size} MB up`,
          measure: () =>
            added(async () => {
              kept.set(size, await send(size * megabyte));
            }),
        },
        { name: `${size} MB down`, measure: () => added(() => fetchBack(kept.get(size) ?? "")) },
      ]),
      options.rounds,
    );
    assertConstant(figures);
    const summary = {
      unit: "MB of memory added at the peak",
      ...Object.fromEntries(Object.entries(figures).map(([name, { median }]) => [name, rounded(median)])),
      largeUploadMbPerSecond: rounded(rates.at(-1) ?? 0),
    };
    console.log("upload:", JSON.stringify(summary));
    return { ...summary, figures };
  } finally {
    await ours.stop();
  }
}

async function* zeros(size: number): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(64 * 1024);
  for (let left = size; left > 0; left -= piece.byteLength)
    yield left < piece.byteLength ? piece.subarray(0, left) : piece;
}
