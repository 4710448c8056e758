import type { MailDelivery } from "~/adapters/mail/mail.port";
import type { Backend } from "~/server/context";
import { inPlatform } from "~/server/db";
import {
  adoptProviderId,
  applyDeliveries,
  insertDelivery,
  lockProviderMail,
  suppressReported,
} from "./deliveries.repository";

/**
 * Takes what a provider reports. The same report twice counts once, their order does not matter, and one
 * that comes before the mail is known to be sent waits for it. Reports on mails of others are kept and change nothing.
 */
export async function recordDeliveries(
  backend: Backend,
  provider: string,
  deliveries: readonly MailDelivery[],
  now = new Date(),
): Promise<void> {
  for (const delivery of deliveries) {
    await inPlatform(backend.database, async (db) => {
      await lockProviderMail(db, delivery.providerId);
      if (!(await insertDelivery(db, provider, delivery, now))) return;
      if (delivery.reference !== null) await adoptProviderId(db, provider, delivery.providerId, delivery.reference);
      await applyDeliveries(db, provider, delivery.providerId);
      await suppressReported(db, provider, delivery.providerId, [delivery.eventId], now);
    });
  }
}
