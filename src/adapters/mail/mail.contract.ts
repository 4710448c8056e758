import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { MailError, type MailPort, type OutgoingMail } from "./mail.port";

/** How a provider fails in front of an adapter. */
export type MailFault = "away" | "silent" | "takes and is silent" | "nonsense" | "busy" | "refuses";

/** One adapter with whoever stands behind it. `received` is what readers have, as their programs show it. */
export type MailScene = {
  port(): MailPort;
  handOver(mail: OutgoingMail): Promise<{ providerId: string | null }>;
  received(): Promise<{ to: string; subject: string; html: string; text: string }[]>;
  /** Null where there is nobody who could fail. */
  fail: ((fault: MailFault | null) => Promise<void>) | null;
  /** Of the adapter under test. */
  timeoutMs: number;
};

/** What every way of delivering mails must do. */
export function describeMailPort(scene: MailScene): void {
  const mailTo = (to: string): OutgoingMail => ({
    key: randomUUID(),
    reference: `${randomUUID()}-0`,
    to,
    subject: "Подтвердите адрес: «проверка» & more",
    html: '<p lang="ru">Здравствуйте, Мира! 5 < 6 &amp; 7 > 3</p>',
    text: "Здравствуйте, Мира! 5 < 6 & 7 > 3",
  });
  const someone = () => `${randomUUID()}@people.example`;
  const receivedBy = async (to: string) => (await scene.received()).filter((mail) => mail.to === to);

  test("a mail arrives as it was written, in any language", async () => {
    const mail = mailTo(someone());
    await scene.handOver(mail);
    const [got, ...others] = await receivedBy(mail.to);
    expect(others).toEqual([]);
    expect(got?.subject).toBe(mail.subject);
    expect(got?.html.trim()).toBe(mail.html);
    expect(got?.text.trim()).toBe(mail.text);
  });

  test("the same key handed over again reaches the reader once", async () => {
    const mail = mailTo(someone());
    const first = await scene.handOver(mail);
    const second = await scene.handOver(mail);
    expect(second).toEqual(first);
    expect(await receivedBy(mail.to)).toHaveLength(1);
  });

  test("two mails with keys of their own are two mails", async () => {
    const to = someone();
    await scene.handOver(mailTo(to));
    await scene.handOver(mailTo(to));
    expect(await receivedBy(to)).toHaveLength(2);
  });

  test("it answers when asked whether it works", async () => {
    await expect(scene.port().probe()).resolves.toBeUndefined();
  });

  const { fail } = scene;
  if (fail === null) return;

  const failureWith = async (fault: MailFault): Promise<MailError> => {
    await fail(fault);
    try {
      const outcome = await scene.handOver(mailTo(someone())).catch((error: unknown) => error);
      if (!(outcome instanceof MailError)) throw new Error(`no MailError but ${String(outcome)}`);
      return outcome;
    } finally {
      await fail(null);
    }
  };

  test("with the provider away, nothing was taken: again later", async () => {
    expect((await failureWith("away")).kind).toBe("later");
  });

  test("with the provider away, or silent, its probe says so in time", async () => {
    await fail("away");
    await expect(scene.port().probe()).rejects.toThrow();
    await fail("silent");
    const started = Date.now();
    await expect(scene.port().probe()).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(scene.timeoutMs * 4);
    await fail(null);
  });

  test("a provider that never answers is given up in time", async () => {
    const started = Date.now();
    expect((await failureWith("silent")).kind).not.toBe("never");
    expect(Date.now() - started).toBeLessThan(scene.timeoutMs * 4);
  });

  test("once the mail was on its way, silence means that nobody knows", async () => {
    expect((await failureWith("takes and is silent")).kind).toBe("unknown");
  });

  test("an answer that makes no sense is a failure, and not a final one by mistake", async () => {
    expect((await failureWith("nonsense")).kind).not.toBe("never");
  });

  test("a busy provider is asked again later", async () => {
    expect((await failureWith("busy")).kind).toBe("later");
  });

  test("what is refused for good is not tried again", async () => {
    expect((await failureWith("refuses")).kind).toBe("never");
  });
}
