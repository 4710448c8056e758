import { tidyInvitations } from "~/features/invitations/server/tidy-invitations.job";
import { onSchedule } from "../on-schedule";

export const forgetInvitations = onSchedule(
  { id: "invitations-tidy", name: "Forget links and notes of invitations that are over", cron: "17 3 * * *" },
  tidyInvitations,
);
