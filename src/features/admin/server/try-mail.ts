import { randomUUID } from "node:crypto";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { locales } from "~/i18n/locales";
import type { UserScope } from "~/server/context";
import { inPlatform } from "~/server/db";
import { findMailState } from "./mail-state.repository";
import type { TestRun } from "./test-run";
import { untilTrue } from "./until-true";

const queueMs = 10_000;
const deliverMs = 45_000;
const done = ["sent", "delivered"];
const failed = ["bounced", "complained", "failed", "suppressed"];

/** Sends a mail to the one who tests, by the way that every mail goes. */
export async function tryMail(run: TestRun, { backend, user, userId }: UserScope): Promise<void> {
  let messageId = "";
  await run.step("queue", queueMs, async () => {
    const queued = await inPlatform(backend.database, (db) =>
      sendMail(db, {
        template: "test-mail",
        props: { host: new URL(backend.settings.appUrl).host, at: new Date().toISOString() },
        to: user.email,
        locale: locales.find((locale) => locale === user.locale) ?? "en",
        orgId: null,
        userId,
        key: `port-test/${randomUUID()}`,
      }),
    );
    messageId = queued.messageId;
    return user.email;
  });
  await run.step("deliver", deliverMs, (signal) =>
    untilTrue(async () => {
      const mail = await inPlatform(backend.database, (db) => findMailState(db, messageId));
      if (mail === null || failed.includes(mail.state)) throw new Error(mail?.error ?? "the mail was given up");
      return done.includes(mail.state);
    }, signal),
  );
}
