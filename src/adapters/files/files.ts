import type { FilesConfiguration } from "./files.env";
import type { FilesPort } from "./files.port";
import { createFolderFiles, folderOf } from "./folder-files";
import { lazyFiles } from "./lazy-files";

/** The files adapter of this installation. The vendors' SDKs are loaded with their first use, and only where chosen. */
export function createFiles(
  configuration: FilesConfiguration & { APP_URL: string; AUTH_SECRET: string; DATA_DIR: string },
): FilesPort {
  if (configuration.FILES_PROVIDER === "s3") {
    return lazyFiles("s3", async () => (await import("./s3-files")).createS3Files(s3Of(configuration)));
  }
  if (configuration.FILES_PROVIDER === "uploadthing") {
    return lazyFiles("uploadthing", async () =>
      (await import("./uploadthing-files")).createUploadThingFiles({
        token: configuration.UPLOADTHING_TOKEN ?? "",
        appUrl: configuration.APP_URL,
        apiUrl: configuration.UPLOADTHING_API_URL,
        ingestUrl: configuration.UPLOADTHING_INGEST_URL,
        ufsHost: configuration.UPLOADTHING_UFS_HOST,
        ufsAppIdLocation: configuration.UPLOADTHING_UFS_APP_ID_LOCATION,
      }),
    );
  }
  return createFolderFiles({ root: folderOf(configuration.DATA_DIR), secret: configuration.AUTH_SECRET });
}

function s3Of(configuration: FilesConfiguration) {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = configuration;
  return {
    bucket: configuration.S3_BUCKET ?? "",
    region: configuration.S3_REGION,
    endpoint: S3_ENDPOINT ?? null,
    credentials:
      S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : null,
    isPathStyle: S3_PATH_STYLE === undefined ? S3_ENDPOINT !== undefined : S3_PATH_STYLE === "on",
    prefix: configuration.S3_PREFIX,
    isConditional: configuration.S3_CONDITIONAL_WRITES === "on",
  };
}
