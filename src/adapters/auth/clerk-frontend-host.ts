/**
 * The host that Clerk's scripts and calls come from, as the publishable key spells it (`clerk.example.com`,
 * with a port if it has one). Null for what is no publishable key. It goes into the content policy, so
 * nothing but a host's own characters passes.
 */
export function clerkFrontendHost(publishableKey: string): string | null {
  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/=_-]+)$/.exec(publishableKey)?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, "base64").toString("latin1");
  return /^((?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d{1,5})?)\$$/i.exec(decoded)?.[1]?.toLowerCase() ?? null;
}
