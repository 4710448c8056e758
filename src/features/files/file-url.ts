/**
 * Where a page shows a file from, or lets it be saved: an address of our own, which asks for the session every time,
 * wherever the bytes lie. Needs no other source in a page's content policy.
 * @param org slug of the organisation in which it is looked at; null for what is the person's own.
 */
export function fileUrl(fileId: string, org: string | null, options: { download?: boolean } = {}): string {
  const query = new URLSearchParams({
    ...(org === null ? {} : { org }),
    ...(options.download ? { download: "1" } : {}),
  }).toString();
  return `/api/files/${fileId}${query === "" ? "" : `?${query}`}`;
}
