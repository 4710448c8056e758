import { expect, test, vi } from "vitest";
import { MailError } from "~/adapters/mail/mail.port";
import { createMailbox } from "~/adapters/mail/mailbox";
import { failureOf } from "./attempt-outcome";
import type { ClaimedMail } from "./outgoing.repository";

const canary = "canary-of-a-variable";
vi.stubEnv("RESEND_API_KEY", canary);

const now = new Date("2026-11-02T12:00:00Z");
const mail: ClaimedMail = {
  id: "00000000-0000-4000-8000-000000000001",
  orgId: null,
  key: "test/1",
  resends: 0,
  template: "test-mail",
  locale: "en",
  toAddress: "mira@halden.example",
  props: {},
  secrets: null,
  attempts: 1,
  createdAt: now,
  useBefore: null,
  unknownSince: null,
  batchKey: null,
  isSuppressed: false,
};

test.each(["later", "never", "unknown"] as const)(
  "what a provider said (%s) is kept for the console without a secret",
  (kind) => {
    const said = new MailError(kind, `535 ${canary} refused`, { cause: new Error(`AUTH PLAIN ${canary}`) });
    const { error } = failureOf(said, mail, createMailbox(), now);
    expect(error).toContain("535 … refused");
    expect(error).not.toContain(canary);
  },
);
