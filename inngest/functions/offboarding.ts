import { eraseOrganizations } from "~/features/offboarding/server/erase-organizations.job";
import { onSchedule } from "../on-schedule";

export const eraseDue = onSchedule(
  { id: "offboarding-erase", name: "Erase organisations whose seven days are over", cron: "41 * * * *" },
  eraseOrganizations,
);
