import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type ResendServer, startResendServer } from "~/testing/mail-server/resend-server";
import { type SmtpInbox, startSmtpInbox } from "~/testing/mail-server/smtp-inbox";
import { createMail } from "./mail";
import { mailEnv, missingMailKeys } from "./mail.env";

let server: ResendServer;
let inbox: SmtpInbox;
beforeAll(async () => {
  [server, inbox] = [await startResendServer(), await startSmtpInbox()];
});
afterAll(() => Promise.all([server.close(), inbox.close()]));

const read = (given: Record<string, string>) => z.object(mailEnv).parse(given);
/** Every vendor's keys, as they may lie in one configuration. */
const keys = () => ({
  MAIL_FROM: "Counterpart <post@counterpart.example>",
  RESEND_API_KEY: server.apiKey,
  RESEND_BASE_URL: server.url,
  SMTP_URL: inbox.url,
});

test("one variable says who delivers: the same keys, and each provider in turn gets the mail", async () => {
  const arrived = () => ({ resend: server.arrived.length, smtp: inbox.arrived.length });
  const send = async (provider: Record<string, string>) => {
    const env = read({ ...keys(), ...provider });
    expect(missingMailKeys(env)).toEqual([]);
    const port = createMail(env);
    await port.probe();
    const key = port.adapter;
    await port.send({
      key,
      reference: `${key}-0`,
      to: "mira@people.example",
      subject: "S",
      html: "<p>T</p>",
      text: "T",
    });
    return { adapter: port.adapter, ...arrived() };
  };
  expect(await send({})).toEqual({ adapter: "mailbox", resend: 0, smtp: 0 });
  expect(await send({ MAIL_PROVIDER: "resend" })).toEqual({ adapter: "resend", resend: 1, smtp: 0 });
  expect(await send({ MAIL_PROVIDER: "smtp" })).toEqual({ adapter: "smtp", resend: 1, smtp: 1 });
  expect(server.arrived[0]?.from).toContain("post@counterpart.example");
  expect(inbox.arrived[0]?.from).toBe("post@counterpart.example");
});

test.each([
  ["resend", ["RESEND_API_KEY", "MAIL_FROM"]],
  ["smtp", ["SMTP_URL", "MAIL_FROM"]],
  ["mailbox", []],
])("without its keys %s is refused, each missing one by its name", (provider, missing) => {
  expect(missingMailKeys(read({ MAIL_PROVIDER: provider })).map(({ key }) => key)).toEqual(missing);
});
