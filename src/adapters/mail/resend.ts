import { Resend } from "resend";
import { AppError } from "~/lib/app-error";
import { MailError, type MailPort, mailTimeoutMs, type OutgoingMail } from "./mail.port";
import { readResendEvent, referenceTag } from "./resend-events";
import { watchRequests } from "./sent-requests";

export type ResendConfig = {
  apiKey: string;
  from: string;
  baseUrl?: string | undefined;
  webhookSecret?: string | undefined;
  timeoutMs?: number;
};

const hourMs = 3_600_000;

/** Resend by its own library, which returns errors instead of throwing them. */
export function createResend(config: ResendConfig): MailPort {
  const resend = new Resend(config.apiKey, config.baseUrl === undefined ? {} : { baseUrl: config.baseUrl });
  const timeoutMs = config.timeoutMs ?? mailTimeoutMs;
  const letter = ({ to, subject, html, text, reference }: OutgoingMail) => ({
    from: config.from,
    to,
    subject,
    html,
    text,
    tags: [{ name: referenceTag, value: reference }],
  });

  /** Keys may have at most 256 characters. Types leave the signal out, the library hands it to fetch. */
  const options = (key: string) => ({ idempotencyKey: key.slice(0, 256), signal: AbortSignal.timeout(timeoutMs) });

  return {
    adapter: "resend",
    // It forgets keys after 24 hours; the last hour is kept as a margin.
    remembersKeysMs: 23 * hourMs,
    batchSize: 100,
    async send(message) {
      const answer = await ask(() => resend.emails.send(letter(message), options(message.key)));
      const id = idOf(answer);
      if (id === null) throw new MailError("unknown", "answered without an id");
      return { providerId: id };
    },
    async sendBatch(key, messages) {
      const answer = await ask(() => resend.batch.send(messages.map(letter), options(key)));
      const list = fieldOf(answer, "data");
      const ids = Array.isArray(list) ? list.map(idOf) : [];
      if (ids.length !== messages.length || ids.includes(null)) {
        throw new MailError("unknown", "answered without the ids of the batch");
      }
      return ids.map((providerId) => ({ providerId }));
    },
    async probe() {
      // A key that may only send is refused this list, which shows that it is known.
      const limits = { signal: AbortSignal.timeout(timeoutMs) };
      const { error } = await resend.domains.list({}, limits);
      if (error !== null && error.name !== "restricted_api_key") throw new Error(`${error.name}: ${error.message}`);
    },
    parseWebhook(headers, body) {
      if (config.webhookSecret === undefined) throw new AppError("unavailable", "no RESEND_WEBHOOK_SECRET is set");
      const id = headers.get("svix-id") ?? "";
      const payload = verified(() =>
        resend.webhooks.verify({
          payload: body,
          headers: {
            id,
            timestamp: headers.get("svix-timestamp") ?? "",
            signature: headers.get("svix-signature") ?? "",
          },
          webhookSecret: config.webhookSecret ?? "",
        }),
      );
      const event = readResendEvent(id, payload);
      return event === null ? [] : [event];
    },
  };
}

type Answer = {
  data: unknown;
  error: { name: string; message: string; statusCode: number | null } | null;
  headers: Record<string, string> | null;
};

async function ask(call: () => Promise<Answer>): Promise<object> {
  const { result: answer, left } = await watchRequests(call);
  const { data, error } = answer;
  if (error === null || error === undefined) {
    if (typeof data === "object" && data !== null) return data;
    throw new MailError("unknown", "answered with nonsense");
  }
  const name = typeof error.name === "string" ? error.name : "error";
  const words = `${name}: ${typeof error.message === "string" ? error.message : "no message"}`.slice(0, 500);
  if (name === "invalid_idempotent_request") throw new MailError("key_used", words);
  const status = typeof error.statusCode === "number" ? error.statusCode : null;
  if (status === null && answer.headers === null) throw new MailError(left ? "unknown" : "later", words);
  const kind = isUnclear(status) ? "unknown" : isLater(name, status) ? "later" : "never";
  throw new MailError(kind, words, { retryAfterSeconds: retryAfterOf(answer.headers) });
}

/** A gateway that gave up waiting, or a fault half-way: the mail may have been taken. Whoever answers 503 did nothing. */
function isUnclear(status: number | null): boolean {
  return status === 408 || (status !== null && status >= 500 && status !== 503);
}

/** Refusals that pass by themselves, or once somebody has repaired the account: nothing is lost meanwhile. */
function isLater(name: string, status: number | null): boolean {
  if (status === null || status === 503 || status === 429) return true;
  if (status === 401 || status === 403) return true;
  return name === "concurrent_idempotent_requests";
}

function retryAfterOf(headers: Record<string, string> | null): number | null {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function idOf(answer: unknown): string | null {
  const id = fieldOf(answer, "id");
  return typeof id === "string" && id !== "" ? id : null;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function verified(verify: () => unknown): unknown {
  try {
    return verify();
  } catch (cause) {
    throw new AppError("signature_invalid", "webhook is not signed by Resend", { cause });
  }
}
