import { type NextRequest, NextResponse } from "next/server";
import { clerkFrontendHost } from "~/adapters/auth/clerk-frontend-host";
import { uploadOrigins } from "~/adapters/files/files.env";
import { env } from "~/env";
import { securityHeaders } from "~/lib/security-headers.mjs";

/**
 * Headers alone: the content policy with a nonce for each page, and the page's own address for a return
 * after sign-in. Access is decided in the pages and procedures, never here: a bypass of this file opens nothing.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  if (env().APP_URL.startsWith("https://")) {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // Development evaluates modules as text and speaks to its own socket.
  const development = env().NODE_ENV === "development";
  const clerk = clerkSources();
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}${clerk.script}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${clerk.image}`,
    // Recordings are fetched whole and played from memory: so every browser can jump in them.
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}${clerk.connect}${uploads()}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...clerk.more,
  ].join("; ");
}

/** Where uploads are sent to, if that is not this application. Files are always looked at through it. */
function uploads(): string {
  return uploadOrigins(env())
    .map((origin) => ` ${origin}`)
    .join("");
}

const noSources = { script: "", connect: "", image: "", more: [] };

/** Nothing, unless Clerk signs people in: then its scripts and calls, its pictures, and the check against robots. */
function clerkSources(): { script: string; connect: string; image: string; more: string[] } {
  const { AUTH_PROVIDER: provider, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: key } = env();
  const host = provider === "clerk" && key !== undefined ? clerkFrontendHost(key) : null;
  if (host === null) return noSources;
  return {
    script: ` https://${host} https://challenges.cloudflare.com`,
    connect: ` https://${host}`,
    image: " https://img.clerk.com",
    more: ["frame-src 'self' https://challenges.cloudflare.com", "worker-src 'self' blob:"],
  };
}

// The routes of the API are no pages: their headers are fixed and come from next.config.mjs, which costs a request nothing.
export const config = { matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon|manifest).*)"] };
