import { z } from "zod";
import { type BenchInstallation, startBenchInstallation } from "./installation";
import { type Figure, interleave } from "./interleave";
import { peakMemory, startScript } from "./processes";

export type FilesProvider = "folder" | "s3" | "uploadthing";

const megabyte = 1024 * 1024;
const appCommand = /counterpart-app|server-app\/main/;
/** The largest that people may send is sound; the same path takes 50 MB. */
const sizes = [1, 25];

const Target = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  formField: z.string().nullable(),
});
const Started = z.object({
  result: z.object({ data: z.object({ json: z.object({ fileId: z.string(), target: Target }) }) }),
});

/**
 * Whole uploads, announced, sent and looked at, with one provider: what memory the application's process adds at its
 * peak while it takes a file in and while it gives it back, in megabytes.
 */
export async function benchFinish(provider: FilesProvider, rounds: number): Promise<Record<string, Figure>> {
  const vendor = provider === "folder" ? null : await startScript("bench/files-server.ts", [provider]);
  try {
    const ours = await startBenchInstallation("http://127.0.0.1:9", variablesOf(provider, vendor?.url ?? ""));
    try {
      for (const size of sizes) await whole(ours, size * megabyte);
      return await interleave(
        sizes.map((size) => ({
          name: `${provider} ${size} MB taken in and given back`,
          measure: async () => {
            const work = () => whole(ours, size * megabyte);
            const { before, peak } = await peakMemory(ours.launcherPid, appCommand, work);
            return (peak - before) / megabyte;
          },
        })),
        rounds,
      );
    } finally {
      await ours.stop();
    }
  } finally {
    await vendor?.stop();
  }
}

async function whole(ours: BenchInstallation, size: number): Promise<void> {
  const call = async (procedure: string, input: object) => {
    const response = await fetch(`${ours.baseUrl}/api/trpc/files.${procedure}`, {
      method: "POST",
      headers: { ...ours.headers, origin: ours.baseUrl },
      body: JSON.stringify({ json: input }),
    });
    if (!response.ok) throw new Error(`${procedure} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const said = { purpose: "audio", fileName: "a.mp3", contentType: "audio/mpeg", size };
  const { fileId, target } = Started.parse(await call("startAttachment", said)).result.data.json;
  const sound = new Blob([sounding(size)], { type: "audio/mpeg" });
  const sent = await fetch(new URL(target.url, ours.baseUrl), {
    method: target.method,
    headers: target.headers,
    body: target.formField === null ? sound : formOf(target.formField, sound),
  });
  if (!sent.ok) throw new Error(`the upload answered ${sent.status}: ${await sent.text()}`);
  await call("finishAttachment", { fileId });
  const given = await fetch(`${ours.baseUrl}/api/files/${fileId}?org=${ours.slug}`, { headers: ours.headers });
  let received = 0;
  if (given.body !== null) for await (const part of given.body) received += part.byteLength;
  if (received !== size) throw new Error(`${received} bytes came back instead of ${size}`);
  await call("removeAttachment", { fileId });
}

/** As the beginning of an MP3, and nothing after it. */
function sounding(size: number): ArrayBuffer {
  const bytes = new Uint8Array(size);
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  return bytes.buffer;
}

function formOf(field: string, sound: Blob): FormData {
  const form = new FormData();
  form.append(field, sound, "a.mp3");
  return form;
}

function variablesOf(provider: FilesProvider, url: string): Record<string, string> {
  const room = { FILES_ORG_QUOTA_MB: "100000" };
  if (provider === "folder") return room;
  if (provider === "s3") {
    const keys = { S3_BUCKET: "bench", S3_ACCESS_KEY_ID: "bench", S3_SECRET_ACCESS_KEY: "bench" };
    return { ...room, ...keys, FILES_PROVIDER: "s3", S3_ENDPOINT: url };
  }
  const token = Buffer.from(JSON.stringify({ apiKey: "sk_live_bench", appId: "bench", regions: ["sea1"] }));
  return {
    ...room,
    FILES_PROVIDER: "uploadthing",
    UPLOADTHING_TOKEN: token.toString("base64"),
    UPLOADTHING_API_URL: url,
    UPLOADTHING_INGEST_URL: url,
    // The SDK speaks plain HTTP to hosts with "local" in their name alone.
    UPLOADTHING_UFS_HOST: new URL(url).host.replace("127.0.0.1", "localhost"),
    UPLOADTHING_UFS_APP_ID_LOCATION: "path",
  };
}
