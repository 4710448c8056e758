import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { ExternalLogger } from "nodemailer/lib/shared";
import { MailError, type MailPort, mailTimeoutMs } from "./mail.port";

export type SmtpConfig = { url: string; from: string; timeoutMs?: number };

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
        await transport.sendMail({ from: config.from, to, subject, html, text, messageId });
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

/** Answers of class 5 are final, those of class 4 and lost connections are not, and after the mail's own text nothing is known. */
function toMailError(error: unknown, isTextAskedFor: boolean): MailError {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const code = fieldOf(error, "responseCode");
  const command = fieldOf(error, "command");
  const options = { cause: error };
  if (typeof code === "number" && code >= 500) {
    // Only these two speak of this mail. Greeting, signing in and the sender's address are ours to repair.
    if (command !== "RCPT TO" && command !== "DATA") return new MailError("later", words, options);
    const isAddressDead = command === "RCPT TO" && [550, 551, 553].includes(code);
    return new MailError("never", words, { ...options, isAddressDead });
  }
  if (typeof code === "number") return new MailError("later", words, options);
  if (fieldOf(error, "code") === "EENVELOPE") return new MailError("never", words, options);
  return new MailError(isTextAskedFor ? "unknown" : "later", words, options);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
