/** Where organisations' logos are for whoever has none of our sessions. */
export const logosPath = "/api/logos/";

/**
 * The mail for a frame in our own pages: nothing in it may run or load, whatever it contains, but an organisation's
 * logo; and links open in a window of their own, since the frame itself may not go anywhere.
 * @param appUrl where this installation's logos are; null allows none.
 */
export function frameMail(html: string, appUrl: string | null = null): string {
  const images = appUrl === null ? "data:" : `data: ${new URL(logosPath, appUrl).href}`;
  const rules =
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; font-src 'none'; form-action 'none'">` +
    '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + rules) : rules + html;
}
