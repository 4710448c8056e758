/**
 * The address of a link in an answer if it may be followed, else undefined. Only whole web and mail
 * addresses: a relative one would point into this application, any other scheme may run something.
 */
export function safeUrl(url: string): string | undefined {
  const trimmed = url.trim();
  if (!URL.canParse(trimmed)) return undefined;
  const { protocol } = new URL(trimmed);
  return protocol === "https:" || protocol === "http:" || protocol === "mailto:" ? trimmed : undefined;
}
