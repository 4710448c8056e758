"use client";

import { Clock, MailCheck, MailOpen, MailWarning, MailX, Send, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RelativeTime } from "~/components/brand/date-time";
import { cn } from "~/lib/cn";
import type { InvitationView } from "../server/list-invitations.service";

const looks = {
  void: { icon: TriangleAlert, className: "text-warning" },
  opened: { icon: MailOpen, className: "text-success" },
  queued: { icon: Clock, className: "text-muted-foreground" },
  sent: { icon: Send, className: "" },
  delivered: { icon: MailCheck, className: "" },
  bounced: { icon: MailX, className: "text-destructive" },
  complained: { icon: MailWarning, className: "text-destructive" },
  failed: { icon: MailX, className: "text-destructive" },
  suppressed: { icon: MailWarning, className: "text-warning" },
} as const;

type State = keyof typeof looks;

/** How far the invitation has come: from the queue to the page that was opened, and what went wrong on the way. */
export function DeliveryState({ invitation }: { invitation: InvitationView }) {
  const { icon: Icon, className } = looks[stateOf(invitation)];
  return (
    <span className={cn("inline-flex min-w-0 items-start gap-1.5 align-middle", className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        <Words invitation={invitation} />
      </span>
    </span>
  );
}

function Words({ invitation }: { invitation: InvitationView }): ReactNode {
  const t = useTranslations("invitations");
  const { openedAt, inviterName, isExpired, mail } = invitation;
  const state = stateOf(invitation);
  switch (state) {
    case "void":
      return inviterName === null ? t("voidUnknown") : t("void", { name: inviterName });
    case "opened":
      return t.rich("states.opened", { when: () => (openedAt === null ? null : <RelativeTime date={openedAt} />) });
    case "bounced":
      return mail?.error ? t("states.bounced", { why: mail.error }) : t("states.bouncedPlain");
    case "delivered":
      return t(isExpired ? "states.notOpened" : "states.delivered");
    default:
      return t(`states.${state}`);
  }
}

function stateOf({ isVoid, isExpired, openedAt, mail }: InvitationView): State {
  if (isVoid && !isExpired) return "void";
  if (openedAt !== null) return "opened";
  const known = mail?.state;
  if (known === "sending") return "queued";
  return states.find((state) => state === known) ?? "sent";
}

const states = ["queued", "sent", "delivered", "bounced", "complained", "failed", "suppressed"] as const;
