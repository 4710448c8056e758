import type { IncomingMessage } from "node:http";

const header = "x-forwarded-for";

/**
 * Leaves in `X-Forwarded-For` the one address that is known to be the client's, and nothing that the client wrote
 * there itself: limits per machine and notices of new devices rely on it.
 * @param trustedProxies how many proxies of ours a request passes; each adds the address that it was called from.
 */
export function keepClientAddress(request: IncomingMessage, trustedProxies: number): void {
  const address = clientAddress(request.headers[header], request.socket.remoteAddress ?? "", trustedProxies);
  request.headers[header] = address;
  const raw = request.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 && name.toLowerCase() !== header ? [name, all[index + 1] ?? ""] : [],
  );
  request.rawHeaders.splice(0, request.rawHeaders.length, ...raw, "X-Forwarded-For", address);
}

/** The entry that the outermost of the trusted proxies added; the caller's own address where there is none. */
export function clientAddress(
  forwarded: string | string[] | undefined,
  caller: string,
  trustedProxies: number,
): string {
  const entries = [forwarded ?? []]
    .flat()
    .flatMap((value) => value.split(","))
    .map((entry) => entry.trim());
  const entry = trustedProxies === 0 ? undefined : entries.at(-trustedProxies);
  return (entry === undefined || entry === "" ? caller : entry).replace(/^::ffff:/, "");
}
