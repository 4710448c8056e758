import type { AppError, ErrorCode } from "~/lib/app-error";
import type { V1Error } from "./v1-answers.schema";

type Told = { status: number; type: string; code: string; message: string };

const quota = { status: 402, type: "insufficient_quota" };
const away = { status: 503, type: "server_error" };

/** How the errors of the domain are told in OpenAI's words; the rest by its status. */
const told: Partial<Record<ErrorCode, Told>> = {
  key_invalid: {
    ...{ status: 401, type: "invalid_request_error", code: "invalid_api_key" },
    message:
      "No API key that works was sent. Send one as `Authorization: Bearer osk_...`; keys are made in the organisation's settings.",
  },
  account_suspended: {
    ...{ status: 403, type: "invalid_request_error", code: "account_suspended" },
    message: "Whoever made this key is suspended. Use a key of another member.",
  },
  account_frozen: {
    ...{ status: 403, type: "invalid_request_error", code: "organization_suspended" },
    message: "The organisation is suspended. Reading in the browser works, keys do not.",
  },
  key_address: {
    ...{ status: 403, type: "invalid_request_error", code: "address_not_allowed" },
    message: "This key may not be used from this network address. Its settings say from which ones it may.",
  },
  forbidden: {
    ...{ status: 403, type: "invalid_request_error", code: "insufficient_permissions" },
    message: "This key may not do this.",
  },
  insufficient_credits: {
    ...quota,
    code: "insufficient_quota",
    message:
      "The organisation's credits do not reach for this request. Buy credits, or ask for a shorter answer (max_completion_tokens).",
  },
  key_limit: {
    ...quota,
    code: "key_limit",
    message:
      "This key has used up what it may spend in a month. Raise its cap in the settings, or wait until it is counted anew.",
  },
  member_limit: {
    ...quota,
    code: "member_limit",
    message: "Whoever made this key has used up their tokens of the month. An owner or admin can raise the limit.",
  },
  not_found: {
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: "There is nothing at this address.",
  },
  unknown_model: {
    ...{ status: 404, type: "invalid_request_error", code: "model_not_found" },
    message: "There is no such model here. GET /models lists those that there are.",
  },
  model_unpriced: {
    ...{ status: 404, type: "invalid_request_error", code: "model_not_found" },
    message: "This model has no price here and is not offered.",
  },
  answer_in_progress: {
    ...{ status: 409, type: "invalid_request_error", code: "idempotency_in_progress" },
    message: "A request with this Idempotency-Key is being answered. Nothing was asked for twice.",
  },
  request_conflict: {
    ...{ status: 409, type: "invalid_request_error", code: "idempotency_conflict" },
    message:
      "This Idempotency-Key was used before: that request was answered, or said something else. Its charge stands in the history of credits. Take a new key for a new request.",
  },
  payload_too_large: {
    ...{ status: 413, type: "invalid_request_error", code: "request_too_large" },
    message: "The request is too large.",
  },
  context_too_long: {
    ...{ status: 400, type: "invalid_request_error", code: "context_length_exceeded" },
    message: "The messages are longer than the model can read.",
  },
  rate_limited: {
    ...{ status: 429, type: "requests", code: "rate_limit_exceeded" },
    message: "Too many requests. Wait as long as the header Retry-After says.",
  },
  provider_rate_limited: {
    ...{ status: 429, type: "requests", code: "provider_rate_limited" },
    message: "The model's vendor limits its rate. Try again later.",
  },
  provider_error: { status: 502, type: "server_error", code: "provider_error", message: "The model's vendor failed." },
  provider_stalled: { ...away, code: "provider_stalled", message: "The model's vendor said nothing for too long." },
  model_unavailable: { ...away, code: "model_unavailable", message: "The model is not to be had now." },
  unavailable: { ...away, code: "unavailable", message: "A part of the service is away. Try again soon." },
};

/** The status of an error and its body in OpenAI's shape. Numbers of a refusal stand beside the words, in `details`. */
export function v1ErrorOf(error: AppError): { status: number; body: V1Error & { error: { details?: object } } } {
  const { status, type, code, message } = told[error.code] ?? byStatus(error);
  const { param, message: own, modelId: _modelId, ...details } = error.details;
  const said = typeof own === "string" ? own : `${message}${reasonOf(error)}`;
  const isRefusal = status === 402 || status === 409 || status === 403;
  return {
    status,
    body: {
      error: {
        ...{ message: said, type, param: typeof param === "string" && param !== "" ? param : null, code },
        ...(isRefusal && Object.keys(details).length > 0 && { details }),
      },
    },
  };
}

function byStatus(error: AppError): Told {
  const { status } = error;
  if (status === 400 || status === 422) {
    return {
      status: 400,
      type: "invalid_request_error",
      code: "invalid_value",
      message: "The request is not well formed.",
    };
  }
  if (status < 500)
    return { status, type: "invalid_request_error", code: error.code, message: "The request was refused." };
  return {
    status: 500,
    type: "server_error",
    code: "internal_error",
    message: "Something went wrong here. It is written down.",
  };
}

/** Why a key does not work is told to whoever has it: one that nobody knows stays one that nobody knows. */
function reasonOf({ code, details }: AppError): string {
  if (code === "key_invalid" && details.reason === "revoked") return " This one is revoked.";
  if (code === "key_invalid" && details.reason === "expired") return " This one has expired.";
  if (code === "forbidden" && details.why === "scope") return " It lacks the scope that opens it.";
  if (code === "forbidden" && details.why === "role") return " The role of whoever made it does not reach so far.";
  return "";
}
