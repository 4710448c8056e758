import { AppError } from "~/lib/app-error";
import type { Backend } from "~/server/context";
import { recordDeliveries } from "./record-deliveries.service";

/**
 * Takes a provider's call. Answered once its reports are kept; the provider repeats a call that was not answered.
 * @throws `signature_invalid` for what the provider in use did not send, `unavailable` where the secret to check
 * that with is not set: the call then comes again.
 */
export async function receiveMailWebhook(backend: Backend, headers: Headers, body: string): Promise<void> {
  const { mail } = backend.ports;
  if (mail.parseWebhook === undefined) throw new AppError("signature_invalid", `${mail.adapter} calls nobody`);
  await recordDeliveries(backend, mail.adapter, mail.parseWebhook(headers, body));
}
