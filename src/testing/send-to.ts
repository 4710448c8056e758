import { request } from "node:http";

/** What an upload target says of a request, with a full address. */
type Target = { method: string; url: string; headers: Record<string, string>; formField: string | null };

/**
 * Sends bytes as a browser does by an upload target: as the body, or as a field of a form. With `cutAfter` the
 * connection breaks after so many of them, though all were announced; with `announce` more are announced than come.
 */
export async function sendTo(
  target: Target,
  bytes: Uint8Array,
  options: { cutAfter?: number; announce?: number } = {},
): Promise<{ status: number; text: string }> {
  const { body, headers } = await bodyOf(target, bytes);
  return new Promise((resolve, reject) => {
    const outgoing = request(target.url, {
      method: target.method,
      headers: { ...target.headers, ...headers, "content-length": options.announce ?? body.byteLength },
      agent: false,
    });
    outgoing.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
        outgoing.destroy();
      });
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    if (options.announce !== undefined) outgoing.write(body);
    else if (options.cutAfter === undefined) outgoing.end(body);
    else {
      outgoing.write(body.subarray(0, options.cutAfter), () => setTimeout(() => outgoing.destroy(), 20));
      if (options.cutAfter === 0) setTimeout(() => outgoing.destroy(), 20);
    }
  });
}

async function bodyOf(
  target: Target,
  bytes: Uint8Array,
): Promise<{ body: Uint8Array; headers: Record<string, string> }> {
  if (target.formField === null) return { body: bytes, headers: {} };
  const form = new FormData();
  form.append(target.formField, new Blob([Buffer.from(bytes)], { type: "image/png" }), "upload");
  const encoded = new Response(form);
  return {
    body: new Uint8Array(await encoded.arrayBuffer()),
    headers: { "content-type": encoded.headers.get("content-type") ?? "" },
  };
}
