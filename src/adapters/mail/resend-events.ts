import { z } from "zod";
import type { MailDelivery } from "./mail.port";

/** Of a signed call, what we use of it. Kinds of events that tell nothing of a delivery are left aside. */
const Event = z.object({
  type: z.string(),
  created_at: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    to: z.array(z.string()).optional(),
    bounce: z.object({ message: z.string().optional(), type: z.string().optional() }).optional(),
    failed: z.object({ reason: z.string().optional() }).optional(),
    suppressed: z.object({ message: z.string().optional() }).optional(),
  }),
});

const kinds: Record<string, MailDelivery["kind"]> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.failed": "failed",
  "email.suppressed": "bounced",
};

/** Null where the event is none of those that this application follows. */
export function readResendEvent(eventId: string, payload: unknown): MailDelivery | null {
  const parsed = Event.safeParse(payload);
  if (!parsed.success) return null;
  const { type, created_at: at, data } = parsed.data;
  const kind = kinds[type];
  if (kind === undefined) return null;
  const happened = new Date(at);
  return {
    eventId,
    providerId: data.email_id,
    kind,
    // A full mailbox passes ("Transient"); their own list of dead addresses does not.
    isHard: type === "email.suppressed" || (kind === "bounced" && data.bounce?.type !== "Transient"),
    address: data.to?.length === 1 ? (data.to[0] ?? null) : null,
    reason: (data.bounce?.message ?? data.failed?.reason ?? data.suppressed?.message ?? null)?.slice(0, 500) ?? null,
    at: Number.isNaN(happened.getTime()) ? new Date() : happened,
  };
}
