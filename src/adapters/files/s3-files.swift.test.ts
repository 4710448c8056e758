import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeAll, describe } from "vitest";
import { z } from "zod";
import { sendTo } from "~/testing/send-to";
import { describeFilesPort } from "./files.contract";
import { createS3Files } from "./s3-files";

const Swift = z.object({
  url: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});
const swift = Swift.parse(JSON.parse(process.env.COUNTERPART_SWIFT ?? "{}"));

beforeAll(async () => {
  const client = new S3Client({
    region: "us-east-1",
    endpoint: swift.url,
    credentials: swift.credentials,
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: "things" }));
});

describe("S3 as OpenStack Swift speaks it", () => {
  const port = createS3Files({
    bucket: "things",
    region: "us-east-1",
    endpoint: swift.url,
    credentials: swift.credentials,
    isPathStyle: true,
    prefix: "counterpart/",
    // Its S3 interface answers 501 to If-None-Match.
    isConditional: false,
  });
  describeFilesPort(() => ({ port, resolve: (url) => url, send: sendTo, isSingleUse: false }));
});
