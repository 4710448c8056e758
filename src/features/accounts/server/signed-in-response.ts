import type { SignedInOutput } from "../accounts.schema";
import type { SignedInResult } from "./sign-up.service";

/** Sets the session's cookies and says where the person works. */
export function signedInResponse(result: SignedInResult): Response {
  const body: SignedInOutput = { redirectTo: result.home };
  return withCookies(body, result.setCookie);
}

export function withCookies(body: object, setCookie: string[]): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  for (const line of setCookie) headers.append("set-cookie", line);
  return Response.json(body, { headers });
}
