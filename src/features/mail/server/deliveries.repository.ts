import type { MailDelivery } from "~/adapters/mail/mail.port";
import type { OrgDb } from "~/server/db";

/** Reports and the end of the sending meet here: whichever comes second sees the other. */
export async function lockProviderMail(db: OrgDb, providerId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('mail ' || ${providerId}, 0))`;
}

/** False where this very report has come before. */
export async function insertDelivery(
  db: OrgDb,
  provider: string,
  { eventId, providerId, kind, isHard, address, reason, at }: MailDelivery,
  now: Date,
): Promise<boolean> {
  const written = await db.$executeRaw`
    INSERT INTO mail_delivery (event_id, provider, provider_id, kind, is_hard, address, reason, happened_at, received_at)
    VALUES (${eventId}, ${provider}, ${providerId}, ${kind}, ${isHard}, ${address}, ${reason}, ${at}, ${now})
    ON CONFLICT (event_id) DO NOTHING`;
  return written === 1;
}

/**
 * Learns the provider's id of a mail from a report, where the answer that would have told it got lost. A mail that
 * was sent again since is another one to the provider, and its reference another too.
 */
export async function adoptProviderId(
  db: OrgDb,
  provider: string,
  providerId: string,
  reference: string,
): Promise<void> {
  const [, id, resends] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{1,6})$/.exec(reference) ?? [];
  if (id === undefined) return;
  await db.$executeRaw`
    UPDATE mail_message SET provider = ${provider}, provider_id = ${providerId}
    WHERE id = ${id}::uuid AND resends = ${Number(resends)} AND provider_id IS NULL`;
}

/**
 * Sets the mail's state to what all reports of it say together, in whatever order they came: a complaint
 * weighs more than a bounce, a bounce more than a failure, and any of them more than a delivery.
 */
export async function applyDeliveries(db: OrgDb, provider: string, providerId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE mail_message m SET state = coalesce(r.state, m.state), error = coalesce(r.reason, m.error),
      delivered_at = coalesce(m.delivered_at, r.delivered_at), ended_at = coalesce(r.ended_at, m.ended_at)
    FROM (
      SELECT CASE WHEN bool_or(kind = 'complained') THEN 'complained' WHEN bool_or(kind = 'bounced') THEN 'bounced'
          WHEN bool_or(kind = 'failed') THEN 'failed' WHEN bool_or(kind = 'delivered') THEN 'delivered' END AS state,
        min(happened_at) FILTER (WHERE kind = 'delivered') AS delivered_at,
        max(happened_at) FILTER (WHERE kind <> 'delayed') AS ended_at,
        (array_agg(reason ORDER BY happened_at DESC) FILTER (WHERE kind IN ('bounced', 'failed', 'complained') AND reason IS NOT NULL))[1] AS reason
      FROM mail_delivery WHERE provider = ${provider} AND provider_id = ${providerId}
    ) r
    WHERE m.provider = ${provider} AND m.provider_id = ${providerId} AND m.state IN ('sent', 'delivered', 'bounced', 'complained', 'failed')`;
}

/** Takes the address of the mail off the road where a report says that it is dead or unwilling. */
export async function suppressReported(
  db: OrgDb,
  provider: string,
  providerId: string,
  eventIds: readonly string[] | "all",
  now: Date,
): Promise<void> {
  const ids = eventIds === "all" ? null : eventIds;
  await db.$executeRaw`
    INSERT INTO mail_suppression (address, reason, detail, message_id, created_at)
    SELECT m.to_address, d.kind, d.reason, m.id, ${now}
    FROM mail_delivery d JOIN mail_message m ON m.provider = d.provider AND m.provider_id = d.provider_id
    WHERE d.provider = ${provider} AND d.provider_id = ${providerId} AND (${ids}::text[] IS NULL OR d.event_id = ANY (${ids}::text[]))
      AND ((d.kind = 'bounced' AND d.is_hard) OR d.kind = 'complained')
    ORDER BY d.kind DESC LIMIT 1
    ON CONFLICT (address) DO NOTHING`;
}

/** The same for an address that was refused while sending. */
export async function suppressAddress(
  db: OrgDb,
  found: { address: string; detail: string; messageId: string; now: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO mail_suppression (address, reason, detail, message_id, created_at)
    VALUES (${found.address}, 'bounced', ${found.detail}, ${found.messageId}::uuid, ${found.now}) ON CONFLICT (address) DO NOTHING`;
}
