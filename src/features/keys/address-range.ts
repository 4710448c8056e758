/**
 * An address or a network as people write it (`203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`), in the form that is
 * kept; null for anything else. An IPv4 address in the clothes of IPv6 is the IPv4 address.
 */
export function parseAddressRange(text: string): string | null {
  const match = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const [, written = "", length] = match;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(written)?.[1];
  if (mapped !== undefined && length !== undefined) return null;
  const address = mapped ?? written;
  const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : 0;
  if (bits === 0 || Number(length ?? 0) > bits) return null;
  return length === undefined ? address : `${address}/${Number(length)}`;
}

/** What a field with one range a line, or several between commas, holds. */
export function splitRanges(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "");
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** By the one parser of addresses that browsers and Node have in common. */
function isIpv6(text: string): boolean {
  return text.includes(":") && URL.canParse(`http://[${text}]/`);
}
