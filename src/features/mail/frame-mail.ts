/**
 * The mail for a frame in our own pages: nothing in it may run or load, whatever it contains, and links open in a
 * window of their own, since the frame itself may not go anywhere.
 */
export function frameMail(html: string): string {
  const rules =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'none'; form-action 'none'\">" +
    '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + rules) : rules + html;
}
