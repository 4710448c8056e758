import type { UploadSteps } from "./one-upload";

/**
 * Sends a file where the server said, with progress; a browser's fetch has none for what it sends. Throws the server's
 * error, a TypeError where nobody answers, an AbortError when the signal fires.
 */
export const sendFile: UploadSteps["send"] = (target, file, { onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open(target.method, target.url);
    for (const [name, value] of Object.entries(target.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(errorOf(request));
    };
    request.onerror = () => reject(new TypeError("the upload did not get through"));
    request.onabort = () => reject(signal.reason ?? new DOMException("cancelled", "AbortError"));
    request.onloadend = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", abort);
    request.send(bodyOf(target.formField, file));
  });

function bodyOf(formField: string | null, file: File): Blob | FormData {
  if (formField === null) return file;
  const form = new FormData();
  form.append(formField, file);
  return form;
}

/** Our own server says what is wrong; a vendor's status is all that is understood of its answer. */
function errorOf(request: XMLHttpRequest): unknown {
  try {
    const body: unknown = JSON.parse(request.responseText);
    if (typeof body === "object" && body !== null && "error" in body && typeof body.error === "object") return body;
  } catch {
    // Not ours.
  }
  if (request.status === 409 || request.status === 412) return { code: "link_used" };
  if (request.status === 413) return { code: "file_too_large" };
  return { code: request.status === 403 ? "link_expired" : "storage_unavailable" };
}
