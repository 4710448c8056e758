/** Headers that every answer carries, page or not. A plain module, because the build's configuration reads it too. */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  "cross-origin-opener-policy": "same-origin",
};

/** For what people uploaded: as if it came from nowhere, and nothing in it runs or loads. */
export const fileContentPolicy = "sandbox; default-src 'none'";

/** For answers that are no pages: nothing of them may run, and nobody may frame them. */
export const dataContentPolicy =
  "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
