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

/**
 * Identity, credentials and sessions, and nothing else: organisations, roles and invitations are the
 * application's own. Errors are AppErrors: `invalid_credentials`, `email_taken`, `bad_input`.
 */
export interface AuthPort {
  readonly provider: string;
  /** The valid session of a request, or null. Asked of the store each time, so that a revoked one ends at once. */
  identify(headers: Headers): Promise<AuthIdentity | null>;
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
  listSessions(headers: Headers): Promise<AuthSessionInfo[]>;
  revokeSession(sessionId: string, headers: Headers): Promise<void>;
  revokeOtherSessions(headers: Headers): Promise<void>;
}
