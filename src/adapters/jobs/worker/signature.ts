import { createHmac, timingSafeEqual } from "node:crypto";

/** Longest time between signing and checking; both run on one machine, or on machines that keep time. */
const VALID_SECONDS = 300;

/** The value of the signature header over `text`, which must be canonical JSON where it is JSON. */
export function sign(text: string, signingKey: string, nowMs = Date.now()): string {
  const seconds = Math.round(nowMs / 1000).toString();
  return `t=${seconds}&s=${digest(text, signingKey, seconds)}`;
}

/** Whether `header` signs `text` with one of the keys, recently. */
export function isSigned(
  text: string,
  header: string | null | undefined,
  keys: readonly string[],
  nowMs = Date.now(),
): boolean {
  const parameters = new URLSearchParams(header ?? "");
  const seconds = parameters.get("t") ?? "";
  const given = Buffer.from(parameters.get("s") ?? "");
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(nowMs / 1000 - Number(seconds)) > VALID_SECONDS) return false;
  return keys.some((key) => {
    const wanted = Buffer.from(digest(text, key, seconds));
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
}

function digest(text: string, signingKey: string, seconds: string): string {
  return createHmac("sha256", signingKey.replace(/^signkey-\w+-/, ""))
    .update(text)
    .update(seconds)
    .digest("hex");
}
