/**
 * What a request for the head alone is answered: the same without the body, whose source is let go. Nobody would read it,
 * and a connection to where it comes from would stay open.
 */
export async function headResponse(response: Response): Promise<Response> {
  await response.body?.cancel();
  const { status, statusText, headers } = response;
  return new Response(null, { status, statusText, headers });
}
