/**
 * Errors of the domain, and the one table that says how each is answered over HTTP and tRPC. A code is
 * also the key of the text that a reader sees (`errors.<code>` in the messages).
 */
const statusByCode = {
  bad_input: 400,
  purchase_amount: 400,
  adjustment_amount: 400,
  file_name: 400,
  upload_cut: 400,
  name_mismatch: 400,
  not_signed_in: 401,
  session_expired: 401,
  invalid_credentials: 401,
  signature_invalid: 401,
  key_invalid: 401,
  insufficient_credits: 402,
  member_limit: 402,
  key_limit: 402,
  seats_full: 402,
  forbidden: 403,
  foreign_origin: 403,
  account_frozen: 403,
  account_suspended: 403,
  access_ended: 403,
  reauth_needed: 403,
  email_unverified: 403,
  sign_in_closed: 403,
  checkout_off: 403,
  model_unpriced: 403,
  storage_quota: 403,
  link_invalid: 403,
  key_address: 403,
  domain_refused: 403,
  not_found: 404,
  email_taken: 409,
  domain_taken: 409,
  invitation_closed: 409,
  already_invited: 409,
  already_member: 409,
  slug_taken: 409,
  org_limit: 409,
  request_conflict: 409,
  answer_in_progress: 409,
  answer_missing: 409,
  last_owner: 409,
  last_superadmin: 409,
  superadmin_configured: 409,
  not_oneself: 409,
  personal_org: 409,
  transfer_pending: 409,
  export_running: 409,
  upload_missing: 409,
  link_used: 409,
  keys_full: 409,
  link_expired: 410,
  mail_link_unusable: 410,
  transfer_over: 410,
  deletion_over: 410,
  payload_too_large: 413,
  attachments_too_large: 413,
  file_too_large: 413,
  context_too_long: 422,
  attachment_not_taken: 422,
  attachment_unreadable: 422,
  unknown_model: 422,
  file_type: 422,
  file_refused: 422,
  rate_limited: 429,
  too_many_attempts: 429,
  invitation_limit: 429,
  provider_rate_limited: 429,
  internal: 500,
  answer_interrupted: 500,
  provider_error: 502,
  unavailable: 503,
  busy: 503,
  storage_unavailable: 503,
  model_unavailable: 503,
  provider_stalled: 504,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof statusByCode;

/** What a reader may know beside the code: numbers, names, times. Must survive JSON. */
export type ErrorDetails = Record<string, unknown>;

/** The server's bundler loads this file more than once: an error of one copy must be known to the others. */
const brand = Symbol.for("counterpart.app-error");

export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** @param message for the log, in English; never shown to a reader. */
  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return statusByCode[this.code];
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(statusByCode, value);
}

/** A missing thing and somebody else's thing are answered alike, on purpose. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} not found`, { details: { what } });
}
