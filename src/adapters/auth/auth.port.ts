import type { CredentialFlows } from "./credential-flows.port";

/** Who a request's session belongs to, as the sign-in provider tells it. */
export type AuthIdentity = {
  provider: string;
  /** The provider's own id of the person. */
  subject: string;
  sessionId: string;
  email: string;
  emailVerified: boolean;
  name: string;
  expiresAt: Date;
  /** Name of the organisation asked for at sign-up; empty or null makes a personal one. */
  signupOrgName: string | null;
};

export type AuthSessionInfo = {
  id: string;
  current: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** An answer that changes the browser's cookies. */
export type SignedIn = { identity: AuthIdentity; setCookie: string[] };

/** A session and whose it is, as a provider that keeps its sessions in our own database reads them. */
export type SessionRow = {
  session_id: string;
  expires_at: Date;
  subject: string;
  email: string;
  email_verified: boolean;
  name: string;
  signup_org_name: string | null;
};

/** Where such sessions lie, so that what they lead to can be read in the same statement. */
export type SessionSource = {
  /** The key of the request's session, its signature checked; null without one. */
  keyOf(headers: Headers): string | null;
  /** A query of one SessionRow or none, with the key as $1. */
  readonly query: string;
  toIdentity(row: SessionRow): AuthIdentity;
};

/** What the provider's own pages need in the browser. Nothing of it is secret. */
export type BrowserSignIn = { kind: "clerk"; publishableKey: string };

/** What a provider says about one of its people, after the fact. */
export type AuthNotice =
  | { kind: "changed"; identity: Pick<AuthIdentity, "provider" | "subject" | "email" | "emailVerified"> }
  | { kind: "gone"; provider: string; subject: string }
  | { kind: "nothing" };

/** The transaction in which a notice was taken: what is written with it is kept or undone together with it. */
export type AuthTransaction = {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }>;
};

export type ReceiveAuthWebhook = (
  headers: Headers,
  body: string,
  work: (notice: AuthNotice, tx: AuthTransaction) => Promise<void>,
) => Promise<{ duplicate: boolean }>;

/**
 * Identity, credentials and sessions, and nothing else: organisations, roles and invitations are the
 * application's own. Errors are AppErrors: `invalid_credentials`, `email_taken`, `bad_input`, and
 * `unavailable` where the provider does not answer.
 */
export interface AuthPort {
  readonly provider: string;
  /**
   * Whose pages and mails hold passwords, addresses and their confirmation: false is ours, true the
   * provider's. Where it is the provider's, the methods for them throw `not_found`.
   */
  readonly ownsCredentials: boolean;
  /** Links by mail for passwords and addresses. Null where `ownsCredentials`. */
  readonly credentials: CredentialFlows | null;
  /** Null where the forms are ours. */
  readonly browser: BrowserSignIn | null;
  /** Throws what is wrong where the provider cannot be used. */
  probe(): Promise<void>;
  /**
   * Takes a message of the provider: checks who sent it, once only, and never lets an older one undo a
   * newer. `work` runs in the same transaction; when it throws, the message counts as never received.
   * Null where the provider sends none. Throws `signature_invalid` for what the provider did not send.
   */
  readonly receiveWebhook: ReceiveAuthWebhook | null;
  /**
   * Takes the messages of a provider that does not sign anybody in now, by its name: what is kept of its people must
   * be true on the day that it does again.
   */
  readonly mirrors?: Readonly<Record<string, ReceiveAuthWebhook>>;
  /** Only where the sessions lie in our own database; `identify` answers alike. */
  readonly ownSessions?: SessionSource;
  /** The valid session of a request, or null. Asked of the store each time, so that a revoked one ends at once. */
  identify(headers: Headers): Promise<AuthIdentity | null>;
  /**
   * The same for a request that was let in and is still being answered: what counts is that the session has
   * not ended since, also where the proof that the request brought was good for a minute only.
   */
  identifyAgain(headers: Headers): Promise<AuthIdentity | null>;
  signUp(
    input: { email: string; password: string; name: string; organizationName: string | null },
    headers: Headers,
  ): Promise<SignedIn>;
  signIn(input: { email: string; password: string }, headers: Headers): Promise<SignedIn>;
  signOut(headers: Headers): Promise<{ setCookie: string[] }>;
  /** Ends every other session of the person. Returns the cookies of the renewed one. */
  changePassword(
    input: { currentPassword: string; newPassword: string },
    headers: Headers,
  ): Promise<{ setCookie: string[] }>;
  /**
   * Makes sure once more that it is the person, before what cannot be taken back: by the password where it is ours
   * (`invalid_credentials`), otherwise by a session that began within the last ten minutes (`reauth_needed`).
   */
  reauthenticate(password: string | null, headers: Headers): Promise<void>;
  listSessions(headers: Headers): Promise<AuthSessionInfo[]>;
  revokeSession(sessionId: string, headers: Headers): Promise<void>;
  revokeOtherSessions(headers: Headers): Promise<void>;
  /** Sessions of somebody that are going on, whoever asks: not for the person's own pages. */
  countSessionsOf(subject: string): Promise<number>;
  /** Ends every session of somebody, whoever asks. Nothing happens to a subject that the provider does not know. */
  endSessionsOf(subject: string): Promise<void>;
}
