import type { MailPort } from "./mail.port";

/**
 * The twin that needs no account: a mail is delivered by staying where it is. The application keeps every
 * mail anyway; with this adapter it keeps the links too, and shows them at /mailbox and in the console.
 */
export function createMailbox(): MailPort {
  return {
    adapter: "mailbox",
    remembersKeysMs: Number.POSITIVE_INFINITY,
    batchSize: 1,
    send: async () => ({ providerId: null }),
    probe: async () => undefined,
  };
}
