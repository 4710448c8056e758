/** Where the request comes from. The production server leaves one address there, the one it can vouch for. */
export function addressOf(headers: Headers): string | null {
  const address =
    (headers.get("x-forwarded-for") ?? "")
      .split(",")[0]
      ?.trim()
      .replace(/^::ffff:/, "") ?? "";
  return address === "" || address.length > 45 ? null : address;
}

export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(\.\d+){3}$/.test(address);
}
