import { z } from "zod";

const flag = z.enum(["on", "off"]);
const address = z.url({ protocol: /^https?$/ });

/** Where uploaded files are kept: the folder needs no account; each of the others has its keys below. */
export const filesEnv = {
  FILES_PROVIDER: z.enum(["folder", "s3", "uploadthing"]).default("folder"),
  /** Most megabytes that one organisation may store. */
  FILES_ORG_QUOTA_MB: z.coerce.number().int().min(1).max(100_000_000).default(2048),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default("us-east-1"),
  /** Another server that speaks S3. */
  S3_ENDPOINT: address.optional(),
  /** Without them, the SDK looks for a role or profile of the machine. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** The bucket in the path instead of in the host; on where there is an endpoint, unless it says otherwise. */
  S3_PATH_STYLE: flag.optional(),
  /** Put before every key, for a shared bucket. */
  S3_PREFIX: z
    .string()
    .regex(/^([\w.-]+\/)*$/, "must end with a slash")
    .default(""),
  /** Off for servers that refuse the header If-None-Match. */
  S3_CONDITIONAL_WRITES: flag.default("on"),
  UPLOADTHING_TOKEN: z.string().optional(),
  UPLOADTHING_API_URL: address.optional(),
  UPLOADTHING_INGEST_URL: address.optional(),
  UPLOADTHING_UFS_HOST: z.string().optional(),
  UPLOADTHING_UFS_APP_ID_LOCATION: z.enum(["subdomain", "path"]).optional(),
};

const schema = z.object(filesEnv);
export type FilesConfiguration = z.infer<typeof schema>;

/** What the chosen provider needs and is not set. */
export function missingFilesKeys(configuration: FilesConfiguration): { key: string; message: string }[] {
  const { FILES_PROVIDER: provider, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = configuration;
  const missing: { key: string; message: string }[] = [];
  if (provider === "s3" && configuration.S3_BUCKET === undefined) {
    missing.push({ key: "S3_BUCKET", message: "is needed by FILES_PROVIDER=s3" });
  }
  if (provider === "s3" && (id === undefined) !== (secret === undefined)) {
    const key = id === undefined ? "S3_ACCESS_KEY_ID" : "S3_SECRET_ACCESS_KEY";
    missing.push({ key, message: "is needed beside the other one of the pair" });
  }
  if (provider === "uploadthing" && configuration.UPLOADTHING_TOKEN === undefined) {
    missing.push({ key: "UPLOADTHING_TOKEN", message: "is needed by FILES_PROVIDER=uploadthing" });
  }
  return missing;
}

/** Origins beside our own that browsers send uploads to: a page's content policy has to name them. */
export function uploadOrigins(configuration: FilesConfiguration): string[] {
  const { FILES_PROVIDER: provider, S3_ENDPOINT: endpoint, S3_BUCKET: bucket = "" } = configuration;
  if (provider === "s3") {
    const server = new URL(endpoint ?? `https://s3.${configuration.S3_REGION}.amazonaws.com`);
    return [server.origin, `${server.protocol}//${bucket}.${server.host}`];
  }
  if (provider === "uploadthing") {
    return [new URL(configuration.UPLOADTHING_INGEST_URL ?? "https://*.ingest.uploadthing.com").origin];
  }
  return [];
}
