import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { ExternalLogger } from "nodemailer/lib/shared";
import { MailError, type MailPort, mailTimeoutMs } from "./mail.port";

export type SmtpConfig = { url: string; from: string; timeoutMs?: number; deadlineMs?: number };

/** For a hand-over as a whole: a server that says a little now and then is never silent, and never done either. */
const longestMs = 60_000;

/**
 * Any SMTP server. The protocol has no keys: the mail's Message-ID is made of ours, so that a reader's
 * program can tell a second copy, and an attempt of which nobody knows the end is not repeated by itself.
 */
export function createSmtp(config: SmtpConfig): MailPort {
  const timeoutMs = config.timeoutMs ?? mailTimeoutMs;
  const open = (logger: ExternalLogger) =>
    createTransport({
      url: config.url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      // What is given up must not be taken after all.
      socketCloseTimeout: 0,
      // Nothing of a mail may be read from a file or an address that its content names.
      disableFileAccess: true,
      disableUrlAccess: true,
      logger,
      debug: true,
    });
  const domain = /@([^>\s]+)>?\s*$/.exec(config.from)?.[1] ?? "localhost";
  return {
    adapter: "smtp",
    remembersKeysMs: 0,
    batchSize: 1,
    async send({ key, to, subject, html, text }) {
      const messageId = `<${createHash("sha256").update(key).digest("hex").slice(0, 40)}@${domain}>`;
      const conversation = listen();
      const transport = open(conversation.logger);
      try {
        const signal = AbortSignal.timeout(config.deadlineMs ?? longestMs);
        await transport.sendMail({ from: config.from, to, subject, html, text, messageId, signal });
      } catch (error) {
        throw toMailError(error, conversation.isTextAskedFor());
      } finally {
        transport.close();
      }
      return { providerId: messageId };
    },
    async probe() {
      const transport = open(listen().logger);
      await transport.verify().finally(() => transport.close());
    },
  };
}

/**
 * Follows a connection. Once the server has asked for the mail's text (354), a connection that is lost
 * leaves open whether it took the mail; before that it has not. The library's errors do not tell these apart.
 */
function listen(): { logger: ExternalLogger; isTextAskedFor(): boolean } {
  let isAskedFor = false;
  const note = (entry: unknown, words?: unknown) => {
    if (fieldOf(entry, "tnx") === "server" && typeof words === "string" && words.startsWith("354")) isAskedFor = true;
  };
  const ignore = () => undefined;
  return {
    logger: { level: ignore, trace: ignore, debug: note, info: ignore, warn: ignore, error: ignore, fatal: ignore },
    isTextAskedFor: () => isAskedFor,
  };
}

/** No such mailbox, no such domain, no address at all, moved, and a domain that takes no mail (RFC 3463, RFC 7505). */
const deadAddress = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/** Answers of class 5 are final, those of class 4 and lost connections are not, and after the mail's own text nothing is known. */
function toMailError(error: unknown, isTextAskedFor: boolean): MailError {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const code = fieldOf(error, "responseCode");
  const command = fieldOf(error, "command");
  const options = { cause: error };
  if (typeof code === "number" && code >= 500) {
    // Only these two speak of this mail. Greeting, signing in and the sender's address are ours to repair.
    if (command !== "RCPT TO" && command !== "DATA") return new MailError("later", words, options);
    const detail = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(textOf(error, "response"))?.[1] ?? null;
    // 5.7: a policy of theirs, such as a blocked sender or a missing signature. It says nothing of the address.
    if (detail?.startsWith("5.7.")) return new MailError("later", words, options);
    const isOfAddress = detail === null ? [550, 551, 553].includes(code) : deadAddress.includes(detail);
    const isAddressDead = command === "RCPT TO" && isOfAddress;
    return new MailError("never", words, { ...options, isAddressDead });
  }
  if (typeof code === "number") return new MailError("later", words, options);
  if (fieldOf(error, "code") === "EENVELOPE") return new MailError("never", words, options);
  return new MailError(isTextAskedFor ? "unknown" : "later", words, options);
}

function textOf(value: unknown, key: string): string {
  const found = fieldOf(value, key);
  return typeof found === "string" ? found : "";
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
