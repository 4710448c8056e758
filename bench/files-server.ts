import { startS3Server } from "~/testing/s3-server/s3-server";
import { startUploadThingServer } from "~/testing/uploadthing-server";

/** A vendor of files in a process of its own, so that what it keeps in memory is nobody else's: `s3` or `uploadthing`. */
const [kind] = process.argv.slice(2);
const server =
  kind === "s3"
    ? await startS3Server({
        bucket: "bench",
        credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
        pageSize: 1000,
      })
    : await startUploadThingServer({ apiKey: "sk_live_bench", appId: "bench" });
console.log(server.url);
process.once("SIGTERM", () => process.exit(0));
