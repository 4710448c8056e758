import { Ban, CircleAlert, CircleCheck, Clock, Send, ShieldOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "~/components/ui/badge";
import type { MailState } from "../mail-states";

const looks = {
  queued: { tone: "neutral", icon: Clock },
  sending: { tone: "neutral", icon: Send },
  sent: { tone: "credit", icon: Send },
  delivered: { tone: "success", icon: CircleCheck },
  bounced: { tone: "destructive", icon: Ban },
  complained: { tone: "destructive", icon: ShieldOff },
  failed: { tone: "destructive", icon: CircleAlert },
  suppressed: { tone: "warning", icon: Ban },
} as const;

export function MailStateBadge({ state }: { state: MailState }) {
  const t = useTranslations("mail.states");
  const { tone, icon: Icon } = looks[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {t(state)}
    </Badge>
  );
}
