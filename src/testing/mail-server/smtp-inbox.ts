import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { ArrivedMail } from "./resend-server";

export type SmtpMode =
  | "well"
  | "busy"
  | "refuses"
  | "no such address"
  /** Takes nothing from us, whoever it is for: a policy, such as a list of blocked senders. */
  | "blocks the sender"
  | "silent"
  | "takes and is silent"
  | "babbles";

/** A mail server on this machine that keeps what it gets, read as a mail program reads it. */
export type SmtpInbox = {
  url: string;
  arrived: (ArrivedMail & { messageId: string })[];
  setMode(mode: SmtpMode): void;
  close(): Promise<void>;
};

export async function startSmtpInbox(port = 0): Promise<SmtpInbox> {
  const arrived: SmtpInbox["arrived"] = [];
  let mode: SmtpMode = "well";
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    closeTimeout: 50,
    onConnect: (_session, callback) => {
      if (mode === "babbles") return callback(refusal(554, "HTTP/1.1 400 Bad Request"));
      if (mode !== "silent") callback();
    },
    onRcptTo: (_address, _session, callback) => {
      if (mode === "busy") return callback(refusal(451, "greylisted, come back later"));
      if (mode === "blocks the sender") return callback(refusal(550, "5.7.1 your server is on a list of ours"));
      if (mode === "no such address") return callback(refusal(550, "no such user here"));
      callback();
    },
    onData: (stream, _session, callback) => {
      readAll(stream).then(async (raw) => {
        if (mode === "refuses") return callback(refusal(554, "content refused"));
        const mail = await PostalMime.parse(raw);
        arrived.push({
          to: mail.to?.[0]?.address ?? "",
          from: mail.from?.address ?? "",
          subject: mail.subject ?? "",
          html: mail.html ?? "",
          text: mail.text ?? "",
          messageId: mail.messageId ?? "",
        });
        if (mode !== "takes and is silent") callback();
      }, callback);
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`,
    arrived,
    setMode: (wanted) => {
      mode = wanted;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
