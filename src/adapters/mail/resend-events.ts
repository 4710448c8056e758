import { z } from "zod";
import { AppError } from "~/lib/app-error";
import type { MailDelivery } from "./mail.port";

/** The tag that a mail bears there, so that its reports name it also where their id of it never reached us. */
export const referenceTag = "reference";

const Tags = z.record(z.string(), z.string());

/** Of a signed call, what we use of it. */
const Event = z.object({
  created_at: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    to: z.array(z.string()).optional(),
    tags: z.unknown().optional(),
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

/**
 * Null where the event is none of those that this application follows. Throws `bad_input` for one that it follows and
 * cannot read: answered as a failure it comes again, and is seen at the provider, instead of being lost here.
 */
export function readResendEvent(eventId: string, payload: unknown): MailDelivery | null {
  const { type } = z
    .object({ type: z.string().catch("") })
    .catch({ type: "" })
    .parse(payload);
  const kind = kinds[type];
  if (kind === undefined) return null;
  const parsed = Event.safeParse(payload);
  if (!parsed.success) throw new AppError("bad_input", `unreadable report ${type}`);
  const { created_at: at, data } = parsed.data;
  const happened = new Date(at);
  return {
    eventId,
    providerId: data.email_id,
    reference: Tags.safeParse(data.tags).data?.[referenceTag] ?? null,
    kind,
    // A full mailbox ("Transient") passes, and "Undetermined" says nothing; their own list of dead addresses lasts.
    isHard: type === "email.suppressed" || (kind === "bounced" && data.bounce?.type === "Permanent"),
    address: data.to?.length === 1 ? (data.to[0] ?? null) : null,
    reason: (data.bounce?.message ?? data.failed?.reason ?? data.suppressed?.message ?? null)?.slice(0, 500) ?? null,
    at: Number.isNaN(happened.getTime()) ? new Date() : happened,
  };
}
