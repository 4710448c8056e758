import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDawdlingSmtp } from "~/testing/mail-server/dawdling-smtp";
import { type ResendServer, startResendServer } from "~/testing/mail-server/resend-server";
import { type SmtpInbox, startSmtpInbox } from "~/testing/mail-server/smtp-inbox";
import { describeMailPort, type MailFault } from "./mail.contract";
import { MailError, type MailPort, type OutgoingMail } from "./mail.port";
import { createMailbox } from "./mailbox";
import { createResend } from "./resend";
import { createSmtp } from "./smtp";

const timeoutMs = 300;
const from = "Counterpart <post@counterpart.example>";

function mailOf(key: string, to = `${key}@people.example`): OutgoingMail {
  return { key, reference: `${key}-0`, to, subject: "Subject", html: "<p>Text</p>", text: "Text" };
}

function failureOf(work: Promise<unknown>): Promise<MailError> {
  return work.then(
    () => Promise.reject(new Error("it was taken")),
    (error: unknown) => (error instanceof MailError ? error : Promise.reject(error)),
  );
}

describe("resend", () => {
  let server: ResendServer;
  let [here, nowhere]: MailPort[] = [];
  let isAway = false;
  const port = () => {
    const chosen = isAway ? nowhere : here;
    if (chosen === undefined) throw new Error("not begun");
    return chosen;
  };
  beforeAll(async () => {
    server = await startResendServer();
    here = createResend({ apiKey: server.apiKey, from, baseUrl: server.url, timeoutMs });
    nowhere = createResend({ apiKey: server.apiKey, from, baseUrl: "http://127.0.0.1:1", timeoutMs });
  });
  afterAll(() => server.close());
  const modes = {
    silent: "silent",
    "takes and is silent": "takes and is silent",
    nonsense: "takes and babbles",
    busy: "busy",
    refuses: "refuses",
  } as const;

  describeMailPort({
    port,
    timeoutMs,
    handOver: (mail) => port().send(mail),
    received: async () => server.arrived,
    fail: async (fault: MailFault | null) => {
      isAway = fault === "away";
      server.setMode(fault === null || fault === "away" ? "well" : modes[fault]);
    },
  });

  test("what a busy provider asks for is handed on", async () => {
    server.setMode("busy");
    expect((await failureOf(port().send(mailOf("busy")))).retryAfterSeconds).toBe(90);
    server.setMode("well");
  });

  test("a key that is refused now may be accepted once somebody has repaired it: nothing is given up", async () => {
    server.setMode("unknown key");
    expect((await failureOf(port().send(mailOf("unknown-key")))).kind).toBe("later");
    await expect(port().probe()).rejects.toThrow("invalid_api_key");
    server.setMode("well");
  });

  test("an answer that got lost is found again by its key; in other words the key is told to be used", async () => {
    server.setMode("takes and is silent");
    const mail = mailOf("lost-answer");
    expect((await failureOf(port().send(mail))).kind).toBe("unknown");
    server.setMode("well");
    await port().send(mail);
    expect((await failureOf(port().send({ ...mail, text: "Other words" }))).kind).toBe("key_used");
    const batch = [mailOf("one-batch-1"), mailOf("one-batch-2")];
    await port().sendBatch?.("one batch", batch);
    expect((await failureOf(port().sendBatch?.("one batch", batch.slice(1)) ?? Promise.resolve())).kind).toBe(
      "key_used",
    );
    expect(server.arrived.filter(({ to }) => to === mail.to)).toHaveLength(1);
  });

  test("a gateway that gave up waiting leaves open whether the mail was taken; whoever is not there took nothing", async () => {
    server.setMode("takes and answers 504");
    expect((await failureOf(port().send(mailOf("gateway")))).kind).toBe("unknown");
    server.setMode("broken");
    expect((await failureOf(port().send(mailOf("not-there")))).kind).toBe("later");
    server.setMode("well");
  });

  test("a mail bears its reference where the reports bring it back", async () => {
    await port().send(mailOf("tagged"));
    expect(server.arrived.at(-1)?.tags).toEqual({ reference: "tagged-0" });
  });

  test("a batch goes in one call, and handed over again it is the same batch", async () => {
    const mails = ["batch-1", "batch-2", "batch-3"].map((key) => mailOf(key));
    const first = await port().sendBatch?.("batch", mails);
    expect(first?.map(({ providerId }) => providerId)).toEqual([...new Set(first?.map((one) => one.providerId))]);
    expect(await port().sendBatch?.("batch", mails)).toEqual(first);
    expect(server.arrived.filter(({ to }) => to.startsWith("batch-"))).toHaveLength(3);
    expect(server.calls.at(-1)).toEqual({ path: "/emails/batch", key: "batch", mails: 3 });
  });
});

describe("smtp", () => {
  let inbox: SmtpInbox;
  let [here, nowhere]: MailPort[] = [];
  let isAway = false;
  const port = () => {
    const chosen = isAway ? nowhere : here;
    if (chosen === undefined) throw new Error("not begun");
    return chosen;
  };
  beforeAll(async () => {
    inbox = await startSmtpInbox();
    here = createSmtp({ url: inbox.url, from, timeoutMs });
    nowhere = createSmtp({ url: "smtp://127.0.0.1:1", from, timeoutMs });
  });
  afterAll(() => inbox.close());
  const modes = {
    silent: "silent",
    "takes and is silent": "takes and is silent",
    nonsense: "babbles",
    busy: "busy",
    refuses: "refuses",
  } as const;

  describeMailPort({
    port,
    timeoutMs,
    handOver: (mail) => port().send(mail),
    // Programs that show mail show one of two with the same Message-ID.
    received: async () => [...new Map(inbox.arrived.map((mail) => [mail.messageId, mail])).values()],
    fail: async (fault: MailFault | null) => {
      isAway = fault === "away";
      inbox.setMode(fault === null || fault === "away" ? "well" : modes[fault]);
    },
  });

  test("an address that does not exist is told apart from a mail that is refused", async () => {
    inbox.setMode("no such address");
    expect(await failureOf(port().send(mailOf("dead")))).toMatchObject({ kind: "never", isAddressDead: true });
    inbox.setMode("refuses");
    expect(await failureOf(port().send(mailOf("refused")))).toMatchObject({ kind: "never", isAddressDead: false });
    inbox.setMode("well");
  });

  test("a server that takes nothing from us says nothing of the address: again later", async () => {
    inbox.setMode("blocks the sender");
    expect(await failureOf(port().send(mailOf("blocked")))).toMatchObject({ kind: "later", isAddressDead: false });
    inbox.setMode("well");
  });

  test("a server that never comes to an end is given up, and its connection closed", async () => {
    const dawdling = await startDawdlingSmtp();
    const slow = createSmtp({ url: dawdling.url, from, timeoutMs, deadlineMs: 400 });
    const started = Date.now();
    expect((await failureOf(slow.send(mailOf("slow")))).kind).toBe("later");
    expect(Date.now() - started).toBeLessThan(1_500);
    await expect.poll(() => dawdling.open()).toBe(0);
    await dawdling.close();
  });
});

describe("mailbox", () => {
  const kept = new Map<string, OutgoingMail>();
  const port = createMailbox();
  describeMailPort({
    port: () => port,
    timeoutMs,
    // The application writes a mail down before it hands it over; with the mailbox it stays there.
    handOver: (mail) => {
      kept.set(mail.key, mail);
      return port.send(mail);
    },
    received: async () => [...kept.values()],
    fail: null,
  });
});
