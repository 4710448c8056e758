import type { UploadTarget } from "~/adapters/files/files.port";
import { type KnownError, noConnection, readClientError } from "~/lib/client-error";

/**
 * Sends a file where it is awaited, telling how much of it is on its way. Rejects with a KnownError; aborted, it
 * stops at once and rejects with `noConnection`.
 */
export function sendBytes(
  target: UploadTarget,
  file: File,
  on: { progress: (share: number) => void; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what it has sent.
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = (error: KnownError | null) => {
      on.signal.removeEventListener("abort", abort);
      if (error === null) resolve();
      else reject(error);
    };
    request.open(target.method, target.url);
    for (const [name, value] of Object.entries(target.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => on.progress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () =>
      end(request.status >= 200 && request.status < 300 ? null : refusalOf(request.responseText)),
    );
    for (const broken of ["error", "abort", "timeout"]) request.addEventListener(broken, () => end(noConnection));
    on.signal.addEventListener("abort", abort);
    if (on.signal.aborted) return end(noConnection);
    request.send(target.formField === null ? file : formOf(target.formField, file));
  });
}

function formOf(field: string, file: File): FormData {
  const form = new FormData();
  form.append(field, file);
  return form;
}

/** Our own places say what is wrong as every route does; a vendor's say it in their own words, which nobody here reads. */
function refusalOf(body: string): KnownError {
  try {
    const known = readClientError(JSON.parse(body));
    return known.code === "internal" ? { ...known, code: "upload_cut" } : known;
  } catch {
    return { code: "upload_cut", details: {}, requestId: null, fields: {} };
  }
}
