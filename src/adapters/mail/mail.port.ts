/** One mail, ready to go. */
export type OutgoingMail = {
  /** The same key is the same mail: it reaches the reader once, however often it is handed over. */
  key: string;
  /** Travels with the mail where the provider can carry it, and comes back in its reports. Letters, digits and dashes. */
  reference: string;
  to: string;
  subject: string;
  html: string;
  text: string;
};

/** What a provider says of a mail that it has taken. */
export type MailDelivery = {
  /** The provider's id of the report: the same one may come several times. */
  eventId: string;
  /** The provider's id of the mail. */
  providerId: string;
  /** Of the mail as it was handed over; null where the report brings none. */
  reference: string | null;
  kind: "delivered" | "delayed" | "bounced" | "complained" | "failed";
  /** A bounce that will happen again: there is no such address. */
  isHard: boolean;
  address: string | null;
  reason: string | null;
  at: Date;
};

/**
 * Hands mails over to somebody who delivers them. `send` and `sendBatch` throw `MailError` alone, within
 * `mailTimeoutMs` or little more; `probe` throws what is wrong.
 */
export interface MailPort {
  readonly adapter: "resend" | "smtp" | "mailbox";
  /** For how long a key that was taken is refused a second time: so long may an unclear attempt be repeated. */
  readonly remembersKeysMs: number;
  /** Most mails of one `sendBatch`; 1 where there is no such thing. */
  readonly batchSize: number;
  send(message: OutgoingMail): Promise<{ providerId: string | null }>;
  /** All or none. `key` is the batch's own; the ids come in the order of the mails. */
  sendBatch?(key: string, messages: readonly OutgoingMail[]): Promise<{ providerId: string | null }[]>;
  probe(): Promise<void>;
  /** Reports of a webhook's call. Throws `AppError("signature_invalid")` where it is not the provider's. */
  parseWebhook?(headers: Headers, body: string): MailDelivery[];
}

/** How long one hand-over may take. */
export const mailTimeoutMs = 15_000;

/**
 * Why a mail was not taken, and what may be done about it.
 * `later`: it was not taken; again after a while. `never`: again would be refused again.
 * `unknown`: nobody knows whether it was taken. `key_used`: something else was taken under its key, which is the
 * same mail in other words, or another one: whoever knows what was handed over before can tell.
 */
export class MailError extends Error {
  readonly kind: "later" | "never" | "unknown" | "key_used";
  /** What the provider asked for, in seconds. */
  readonly retryAfterSeconds: number | null;
  /** The address is the reason: it does not exist. */
  readonly isAddressDead: boolean;

  constructor(
    kind: MailError["kind"],
    message: string,
    options: { retryAfterSeconds?: number | null; isAddressDead?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "MailError";
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.isAddressDead = options.isAddressDead ?? false;
  }
}
