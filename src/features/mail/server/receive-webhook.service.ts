import { notFound } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { recordDeliveries } from "./record-deliveries.service";

/**
 * Takes a provider's call. Answered once its reports are kept; the provider repeats a call that was not answered.
 * @throws `not_found` where the provider in use calls nobody, `signature_invalid` where the call is not the provider's.
 */
export async function receiveMailWebhook(backend: Backend, headers: Headers, body: string): Promise<void> {
  const { mail } = backend.ports;
  if (mail.parseWebhook === undefined) throw notFound("webhook");
  await recordDeliveries(backend, mail.adapter, mail.parseWebhook(headers, body));
}
