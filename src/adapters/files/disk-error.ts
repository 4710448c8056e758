import { AppError } from "~/lib/app-error";

/** What a failed write to a disk means to whoever waits for it; anything else as it is. */
export function diskError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AppError("storage_full", "no room left on the disk of the files", { cause: error });
  }
  if (code === "EEXIST") return new AppError("link_used", "something was sent through this link already");
  if (code === "EROFS" || code === "EACCES" || code === "EPERM" || code === "EIO") {
    return new AppError("storage_unavailable", `the folder of the files cannot be written: ${code}`, { cause: error });
  }
  return error;
}
