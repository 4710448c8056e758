import { z } from "zod";

/** What we need of a verified session token. `exp` in seconds since 1970. */
const Claims = z.object({
  sub: z.string().min(1),
  // Tokens that Clerk signs for third parties carry none: they are no sessions.
  sid: z.string().min(1),
  exp: z.number(),
});
export type SessionClaims = z.infer<typeof Claims>;

export function toSessionClaims(claims: unknown): SessionClaims | null {
  const parsed = Claims.safeParse(claims);
  return parsed.success ? parsed.data : null;
}

const sessionCookie = /^__session(?:_[\w-]+)?$/;
const readCookie = /^(?:__session|__client_uat|__clerk_db_jwt)(?:_[\w-]+)?$/;

/**
 * The part of a request that says whose it is, for the SDK: the token, and the cookies that date it. The
 * rest stays out of its sight, since it would make the SDK renew tokens over the network, or answer with
 * redirects of its own. Null where there is no token.
 */
export function sessionRequest(headers: Headers, appUrl: string): Request | null {
  const kept = new Headers();
  const authorization = headers.get("authorization");
  const cookies = cookiesOf(headers).filter(([name]) => readCookie.test(name));
  if (authorization?.startsWith("Bearer ")) kept.set("authorization", authorization);
  else if (!cookies.some(([name]) => sessionCookie.test(name))) return null;
  if (cookies.length > 0) kept.set("cookie", cookies.map(([name, value]) => `${name}=${value}`).join("; "));
  return new Request(appUrl, { headers: kept });
}

/** Takes the session's cookies away. Clerk's script may write them too, hence they are not closed to scripts. */
export function clearedCookies(headers: Headers): string[] {
  return cookiesOf(headers)
    .map(([name]) => name)
    .filter((name) => sessionCookie.test(name))
    .map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`);
}

type Activity = {
  browserName?: string | undefined;
  browserVersion?: string | undefined;
  deviceType?: string | undefined;
  isMobile: boolean;
};

/** What Clerk knows of a device, written the way browsers write it, so that one reader understands both. */
export function userAgentOf(activity: Activity | undefined): string | null {
  if (activity === undefined) return null;
  const { browserName, browserVersion, deviceType, isMobile } = activity;
  if (browserName === undefined && deviceType === undefined) return null;
  const system = deviceType === "Macintosh" ? "Macintosh; Mac OS X" : (deviceType ?? "");
  const browser = browserName === undefined ? "" : `${browserName.replace(/^Mobile /, "")}/${browserVersion ?? ""}`;
  return `(${system}${isMobile ? "; Mobile" : ""}) ${browser}`.slice(0, 300);
}

function cookiesOf(headers: Headers): [name: string, value: string][] {
  return (headers.get("cookie") ?? "").split(";").flatMap((pair): [string, string][] => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
}
