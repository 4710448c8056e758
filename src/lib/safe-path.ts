const OWN = "https://own.invalid";

/**
 * A path of this site to go on to after signing in, or null. Refuses what a browser would take for
 * another site or a script: "//host", "/\host", schemes, control characters, dots that climb out.
 */
export function safePath(wanted: string | null | undefined): string | null {
  if (!wanted || wanted.length > 2000 || !wanted.startsWith("/") || /[\p{Cc}\\]/u.test(wanted)) return null;
  if (!URL.canParse(wanted, OWN)) return null;
  const url = new URL(wanted, OWN);
  // Resolved dots can leave "//host" behind, which the next reader would take for a host.
  if (url.origin !== OWN || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return null;
  return url.pathname + url.search + url.hash;
}
