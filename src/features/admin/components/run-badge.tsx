import { Ban, CircleCheck, CircleX, Clock, Hourglass, type LucideIcon, Moon, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RunState } from "~/adapters/jobs/jobs.port";
import { Badge } from "~/components/ui/badge";

const looks: Record<
  RunState,
  { icon: LucideIcon; tone: "neutral" | "credit" | "success" | "destructive" | "outline" }
> = {
  queued: { icon: Clock, tone: "neutral" },
  running: { icon: Play, tone: "credit" },
  sleeping: { icon: Moon, tone: "neutral" },
  waiting: { icon: Hourglass, tone: "neutral" },
  completed: { icon: CircleCheck, tone: "success" },
  failed: { icon: CircleX, tone: "destructive" },
  cancelled: { icon: Ban, tone: "outline" },
};

/** The state of a run or of a step: a word and a sign. */
export function RunBadge({ state }: { state: RunState }) {
  const t = useTranslations("jobs.states");
  const { icon: Icon, tone } = looks[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {t(state)}
    </Badge>
  );
}
