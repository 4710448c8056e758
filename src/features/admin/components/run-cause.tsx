import { useTranslations } from "next-intl";
import { scheduleEvent } from "../schedule-event";

/** What began a run: an event by its name, or the clock. */
export function RunCause({ eventName }: { eventName: string }) {
  const t = useTranslations("jobs");
  return eventName === scheduleEvent ? t("bySchedule") : <span className="font-mono">{eventName}</span>;
}
