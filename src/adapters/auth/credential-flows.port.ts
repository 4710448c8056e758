import type { AuthTransaction } from "./auth.port";

/** A link to send. The token opens one thing once, until it expires; only its hash is kept. */
export type MailLink = {
  /** The provider's own id of the person. */
  subject: string;
  name: string;
  /** The person's address now. */
  email: string;
  /** Whether that address is proved: to one that is not, nothing is written that its owner did not choose. */
  emailVerified: boolean;
  /** Where the link goes. */
  to: string;
  token: string;
  expiresAt: Date;
};

/** Whom a flow was about. `previousEmail` is set where the address has changed. */
export type FlowPerson = { subject: string; name: string; email: string; previousEmail: string | null };

/** What has to happen in the same transaction: both or neither. */
export type Alongside<Found> = (tx: AuthTransaction, found: Found) => Promise<void>;

/**
 * Passwords and addresses proved by links in mails. Errors are AppErrors: `mail_link_unusable` for a token
 * that is unknown, used or expired, `too_many_attempts` with the seconds to wait, `invalid_credentials`,
 * `email_taken`, `bad_input`.
 */
export interface CredentialFlows {
  /** Does nothing, without a word, for an unknown address and for one that asked too often. */
  requestPasswordReset(email: string, alongside: Alongside<MailLink>): Promise<void>;
  /** Sets the password, ends every session, and takes the address as proved. */
  resetPassword(input: { token: string; newPassword: string }, alongside: Alongside<FlowPerson>): Promise<FlowPerson>;
  /** Does nothing where the address is proved already. */
  requestEmailVerification(subject: string, alongside: Alongside<MailLink>): Promise<void>;
  requestEmailChange(
    input: { subject: string; newEmail: string; currentPassword: string },
    alongside: Alongside<MailLink>,
  ): Promise<void>;
  /**
   * Uses a link of either kind: proves the address, or changes to the one it was sent to. Only for the person
   * themself, as their session says: whoever reads the mailbox need not be the one who chose the password. For
   * somebody else's link `mail_link_unusable` has the details `{ isOfOtherAccount: true }`, and the link stays good.
   */
  confirmEmail(link: { token: string; subject: string }, alongside: Alongside<FlowPerson>): Promise<FlowPerson>;
}
