import { AppError } from "~/lib/app-error";

/**
 * Refuses a request that another site's page sent with our cookies. Browsers name the origin on every
 * request that can change something; programs without a browser send neither header and carry no cookies
 * that they did not mean to send.
 * @param appUrl the configured address, for a proxy in front that rewrites the host.
 */
export function assertSameOrigin(headers: Headers, appUrl: string): void {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    throw new AppError("foreign_origin", `request from ${site}`);
  }
  const origin = headers.get("origin");
  if (origin === null) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host === null || (host !== headers.get("host") && host !== new URL(appUrl).host)) {
    throw new AppError("foreign_origin", `request of origin ${origin}`);
  }
}
