import { mailQueued } from "~/features/mail/mail.events";
import { deliverMail } from "~/features/mail/server/deliver-mail.job";
import { sweepMail } from "~/features/mail/server/sweep-mail.job";
import { tidyMail } from "~/features/mail/server/tidy-mail.job";
import { onEvent } from "../on-event";
import { onSchedule } from "../on-schedule";

/** A provider that does not take it is no failure of the run: the mail keeps its own attempts, and the sweep makes them. */
export const sendMail = onEvent(
  { id: "mail-send", name: "Send a mail", event: mailQueued, retries: 3, concurrency: { limit: 8 } },
  (backend, { payload }) => deliverMail(backend, payload.messageId),
);

export const sweepMails = onSchedule(
  { id: "mail-sweep", name: "Send mails whose time has come", cron: "* * * * *" },
  (backend) => sweepMail(backend),
);

export const forgetMails = onSchedule(
  { id: "mail-tidy", name: "Forget dead links and mails of long ago", cron: "53 * * * *" },
  (backend) => tidyMail(backend),
);
